package dev.logway.domain.expression;

/** Numbers in texts, as a request carries them. */
public final class Decimal {
    private static final int MAX_LENGTH = 64;
    private static final int SURE_DIGITS = 15;

    private Decimal() {}

    /** The number that {@code text} writes in decimal, such as {@code -1.5e3}; NaN if it writes none. Never throws. */
    public static double parse(String text) {
        int length = text.length();
        int start = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int whole = digits(text, start);
        if (whole == length && whole > start && whole - start <= SURE_DIGITS) {
            long number = 0;
            for (int i = start; i < length; i++) {
                number = number * 10 + text.charAt(i) - '0';
            }
            return text.charAt(0) == '-' ? -number : number;
        }
        return length <= MAX_LENGTH && isDecimal(text, start, whole) ? finite(Double.parseDouble(text)) : Double.NaN;
    }

    private static boolean isDecimal(String text, int start, int whole) {
        int at = whole;
        int count = whole - start;
        if (at < text.length() && text.charAt(at) == '.') {
            int end = digits(text, at + 1);
            count += end - at - 1;
            at = end;
        }
        if (count > 0 && at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = at + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
                exponent++;
            }
            at = digits(text, exponent);
            count = at - exponent;
        }
        return count > 0 && at == text.length();
    }

    /** Where the digits that start at {@code from} end. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static double finite(double number) {
        return Double.isFinite(number) ? number : Double.NaN;
    }
}
