package dev.logway.bench.http;

/**
 * What the head of an answer says of its body.
 *
 * @param length of the body in bytes; -1 if the head does not say
 * @param isChunked whether the body comes in chunks
 * @param closes whether the peer closes the connection afterwards
 */
record Framing(long length, boolean isChunked, boolean closes) {
    private static final String LENGTH = "content-length:";
    private static final String ENCODING = "transfer-encoding:";
    private static final String CONNECTION = "connection:";

    /** Reads the first {@code end} bytes of {@code head}, without making objects of them. */
    static Framing of(byte[] head, int end) {
        long length = -1;
        boolean isChunked = false;
        boolean closes = false;
        for (int at = nextLine(head, 0, end); at < end; at = nextLine(head, at, end)) {
            switch (head[at] | 0x20) {
                case 'c' -> {
                    if (startsWith(head, at, end, LENGTH)) {
                        length = number(head, at + LENGTH.length(), end);
                    } else if (startsWith(head, at, end, CONNECTION)) {
                        closes |= startsWith(head, afterBlanks(head, at + CONNECTION.length(), end), end, "close");
                    }
                }
                case 't' ->
                    isChunked |= startsWith(head, at, end, ENCODING)
                            && startsWith(head, afterBlanks(head, at + ENCODING.length(), end), end, "chunked");
                default -> {
                    continue;
                }
            }
        }
        return new Framing(isChunked ? -1 : length, isChunked, closes);
    }

    private static int nextLine(byte[] head, int from, int end) {
        int at = from;
        while (at < end && head[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private static boolean startsWith(byte[] head, int at, int end, String lowerCase) {
        if (at + lowerCase.length() > end) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int b = head[at + i];
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int afterBlanks(byte[] head, int from, int end) {
        int at = from;
        while (at < end && head[at] == ' ') {
            at++;
        }
        return at;
    }

    private static long number(byte[] head, int from, int end) {
        long number = 0;
        for (int at = afterBlanks(head, from, end); at < end && head[at] >= '0' && head[at] <= '9'; at++) {
            number = number * 10 + head[at] - '0';
        }
        return number;
    }
}
