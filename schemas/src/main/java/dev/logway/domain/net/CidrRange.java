package dev.logway.domain.net;

import static dev.logway.domain.Require.refusal;
import static dev.logway.domain.Require.require;

/**
 * The addresses that share their first bits with {@code network} (RFC 4632): {@code 10.0.0.0/8}, or one address. IPv4
 * and IPv6 are apart: {@code ::/0} holds no IPv4 address.
 *
 * @param network whose bits beyond the prefix are set to zero
 * @param prefixLength bits; 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record CidrRange(IpAddress network, int prefixLength) {
    private static final int MAPPED_BITS = 96;
    private static final String EXPECTED = "an IPv4 or IPv6 address, or a range such as 10.0.0.0/8 or 2001:db8::/32";

    /** @throws IllegalArgumentException if {@code prefixLength} is outside its documented range */
    public CidrRange {
        int most = network.isIpv4() ? 32 : 128;
        require(prefixLength >= 0 && prefixLength <= most, "prefix", prefixLength, "0.." + most);
        int bits = network.isIpv4() ? MAPPED_BITS + prefixLength : prefixLength;
        network = new IpAddress(network.high() & highMask(bits), network.low() & lowMask(bits));
    }

    /** @throws IllegalArgumentException if {@code text} is neither an address nor a range */
    public static CidrRange parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpText.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw refusal("address", text, EXPECTED);
        }
        boolean mapped = address.isIpv4() && text.indexOf(':') >= 0;
        int width = address.isIpv4() && !mapped ? 32 : 128;
        int length = slash < 0 ? width : number(text.substring(slash + 1));
        int least = mapped ? MAPPED_BITS : 0;
        require(length >= least && length <= width, "address", text, EXPECTED);
        return new CidrRange(address, mapped ? length - MAPPED_BITS : length);
    }

    /** Whether {@code address} is one of its addresses. */
    public boolean contains(IpAddress address) {
        boolean ipv4 = network.isIpv4();
        int bits = ipv4 ? MAPPED_BITS + prefixLength : prefixLength;
        return address.isIpv4() == ipv4
                && (address.high() & highMask(bits)) == network.high()
                && (address.low() & lowMask(bits)) == network.low();
    }

    /** The text that {@link #parse} reads: the range, or its address if it has only one. */
    @Override
    public String toString() {
        boolean single = prefixLength == (network.isIpv4() ? 32 : 128);
        return single ? network.toString() : network + "/" + prefixLength;
    }

    private static long highMask(int bits) {
        return bits == 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
    }

    private static long lowMask(int bits) {
        return bits <= 64 ? 0 : -1L << (128 - bits);
    }

    /** The number that {@code digits} write; -1 if they write none below 1,000. */
    private static int number(String digits) {
        boolean plain = !digits.isEmpty()
                && digits.length() <= 3
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.length() == 1 || digits.charAt(0) != '0');
        return plain ? Integer.parseInt(digits) : -1;
    }
}
