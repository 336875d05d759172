package dev.logway.domain;

import java.util.HexFormat;

/** Text from outside as it may stand in a message: on one line and not too long, whatever it holds. */
public final class OneLine {
    private static final HexFormat HEX = HexFormat.of();

    private OneLine() {}

    /** The first {@code most} characters of {@code text}, with control characters and line ends written {@code \}{@code u000a}. */
    public static String of(String text, int most) {
        int end = Math.min(text.length(), most);
        var line = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                line.append("\\u").append(HEX.toHexDigits(c));
            } else {
                line.append(c);
            }
        }
        return end < text.length() ? line.append('…').toString() : line.toString();
    }
}
