package dev.logway.domain.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Addresses as texts. Leading zeros of a dotted part are refused, because some read them as octal. */
final class IpText {
    private static final int GROUPS = 8;
    private static final int MAX_LENGTH = 45;

    private IpText() {}

    static @Nullable IpAddress parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        if (text.indexOf(':') >= 0) {
            return parseIpv6(text);
        }
        long bits = dotted(text);
        return bits < 0 ? null : IpAddress.ipv4(bits);
    }

    static String write(IpAddress address) {
        long low = address.low();
        if (address.isIpv4()) {
            return (low >>> 24 & 0xff) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < GROUPS / 2 ? address.high() : low;
            groups[i] = (int) (half >>> (48 - i % 4 * 16)) & 0xffff;
        }
        int gap = 0;
        int gapLength = 1;
        for (int from = 0; from < GROUPS; from++) {
            int end = from;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - from > gapLength) {
                gap = from;
                gapLength = end - from;
            }
        }
        return gapLength == 1
                ? hex(groups, 0, GROUPS)
                : hex(groups, 0, gap) + "::" + hex(groups, gap + gapLength, GROUPS);
    }

    private static String hex(int[] groups, int from, int end) {
        var text = new StringBuilder();
        for (int i = from; i < end; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    /** The 32 bits of a dotted address; -1 if it is none. */
    private static long dotted(String text) {
        long bits = 0;
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            boolean plain =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
            if (!plain || leadingZero || Integer.parseInt(part) > 255) {
                return -1;
            }
            bits = bits << 8 | Integer.parseInt(part);
        }
        return parts.length == 4 ? bits : -1;
    }

    private static @Nullable IpAddress parseIpv6(String text) {
        int lastColon = text.lastIndexOf(':');
        String plain = text;
        if (text.indexOf('.') >= 0) {
            long bits = dotted(text.substring(lastColon + 1));
            if (bits < 0) {
                return null;
            }
            plain = text.substring(0, lastColon + 1) + Long.toHexString(bits >>> 16) + ":"
                    + Long.toHexString(bits & 0xffff);
        }
        int gap = plain.indexOf("::");
        int[] before = groups(gap < 0 ? plain : plain.substring(0, gap));
        int[] after = gap < 0 ? new int[0] : groups(plain.substring(gap + 2));
        if (before == null || after == null) {
            return null;
        }
        int count = before.length + after.length;
        return (gap < 0 ? count == GROUPS : count < GROUPS) ? of(before, after) : null;
    }

    /** The 16-bit groups between the colons of {@code text}; null if anything else is there. */
    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        boolean hexadecimal = Arrays.stream(parts)
                .allMatch(part -> !part.isEmpty()
                        && part.length() <= 4
                        && part.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0));
        return hexadecimal
                ? Arrays.stream(parts)
                        .mapToInt(part -> Integer.parseInt(part, 16))
                        .toArray()
                : null;
    }

    private static IpAddress of(int[] before, int[] after) {
        int[] all = Arrays.copyOf(before, GROUPS);
        System.arraycopy(after, 0, all, GROUPS - after.length, after.length);
        long[] halves = new long[2];
        for (int i = 0; i < GROUPS; i++) {
            halves[i / 4] = halves[i / 4] << 16 | all[i];
        }
        return new IpAddress(halves[0], halves[1]);
    }
}
