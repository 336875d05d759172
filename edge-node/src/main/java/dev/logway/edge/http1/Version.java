package dev.logway.edge.http1;

/** A version of HTTP that is spoken here. */
public enum Version {
    HTTP_1_0,
    HTTP_1_1;

    /** Bytes of a version as it is written, such as {@code HTTP/1.1}. */
    static final int BYTES = 8;

    private static final String START = "HTTP/1.";

    /** Whether a version that is spoken here stands at {@code from}. */
    static boolean starts(byte[] bytes, int from, int to) {
        if (to - from < BYTES) {
            return false;
        }
        for (int i = 0; i < START.length(); i++) {
            if (bytes[from + i] != START.charAt(i)) {
                return false;
            }
        }
        return bytes[from + BYTES - 1] == '0' || bytes[from + BYTES - 1] == '1';
    }

    /** The version whose last digit is {@code minor}. */
    static Version of(byte minor) {
        return minor == '0' ? HTTP_1_0 : HTTP_1_1;
    }
}
