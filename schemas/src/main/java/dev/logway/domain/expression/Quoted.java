package dev.logway.domain.expression;

import java.util.HexFormat;

/** Texts as JSON writes them. */
final class Quoted {
    private static final HexFormat HEX = HexFormat.of();

    private Quoted() {}

    static String of(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u").append(HEX.toHexDigits(c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
