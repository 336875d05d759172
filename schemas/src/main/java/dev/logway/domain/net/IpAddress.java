package dev.logway.domain.net;

import static dev.logway.domain.Require.refusal;
import static dev.logway.domain.Require.require;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as 128 bits. An IPv4 address is kept as the IPv6 address it is mapped to (RFC 4291, section
 * 2.5.5.2), so that {@code 10.0.0.1} and {@code ::ffff:10.0.0.1} are one.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
    private static final long MAPPED = 0xffffL << 32;

    /** @throws IllegalArgumentException if {@code text} is no address */
    public static IpAddress parse(String text) {
        IpAddress address = IpText.parse(text);
        if (address == null) {
            throw refusal("address", text, "an IPv4 or IPv6 address");
        }
        return address;
    }

    /** The address that {@code text} writes in a form of RFC 4291, section 2.2; null if it writes none. */
    public static @Nullable IpAddress parseOrNull(String text) {
        return IpText.parse(text);
    }

    /**
     * The address of {@code bytes} in network order.
     *
     * @throws IllegalArgumentException if there are neither 4 nor 16
     */
    public static IpAddress of(byte[] bytes) {
        require(bytes.length == 4 || bytes.length == 16, "address", bytes.length + " bytes", "4 or 16 bytes");
        return bytes.length == 4 ? ipv4(bits(bytes, 0, 4)) : new IpAddress(bits(bytes, 0, 8), bits(bytes, 8, 16));
    }

    /** @param bits the 32 of an IPv4 address */
    static IpAddress ipv4(long bits) {
        return new IpAddress(0, MAPPED | bits);
    }

    public boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    @Override
    public int compareTo(IpAddress other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** Dotted, or as RFC 5952 recommends. */
    @Override
    public String toString() {
        return IpText.write(this);
    }

    private static long bits(byte[] bytes, int from, int end) {
        long bits = 0;
        for (int i = from; i < end; i++) {
            bits = bits << 8 | (bytes[i] & 0xff);
        }
        return bits;
    }
}
