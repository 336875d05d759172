package dev.logway.edge.http1;

/** The value of Content-Length (RFC 9110, section 8.6). */
final class ContentLength {
    /** More would not fit into a long. */
    private static final int DIGITS = 18;

    private ContentLength() {}

    /**
     * The bytes that {@code text} says.
     *
     * @throws MalformedException if it is not digits and nothing else
     */
    static long parse(String text) throws MalformedException {
        if (text.isEmpty() || text.length() > DIGITS) {
            throw new MalformedException("malformed content length");
        }
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedException("malformed content length");
            }
            bytes = 10 * bytes + digit;
        }
        return bytes;
    }
}
