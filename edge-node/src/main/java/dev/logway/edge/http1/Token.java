package dev.logway.edge.http1;

/** Tokens, of which methods and field names are made (RFC 9110, section 5.6.2). */
public final class Token {
    private static final boolean[] CHARACTERS = characters();

    private Token() {}

    /** Whether {@code text} is one. */
    public static boolean is(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= CHARACTERS.length || !CHARACTERS[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether the bytes from {@code from} to {@code to} are one. */
    static boolean is(byte[] bytes, int from, int to) {
        return from < to && end(bytes, from, to) == to;
    }

    /** Where the token that begins at {@code from} ends; {@code from} if none does. */
    static int end(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] >= 0 && CHARACTERS[bytes[end]]) {
            end++;
        }
        return end;
    }

    private static boolean[] characters() {
        var token = new boolean[128];
        for (char c = '!'; c < 0x7f; c++) {
            token[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
        return token;
    }
}
