package dev.logway.domain.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.testkit.Property;
import dev.logway.testkit.Thrown;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.0.0.0/8",
        "10.1.2.3/32, 10.1.2.3",
        "10.1.2.3, 10.1.2.3",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:db8:ffff::/32, 2001:db8::/32",
        "::1/128, ::1",
        "::/0, ::/0",
        "::ffff:10.1.2.3/104, 10.0.0.0/8",
        "::ffff:10.1.2.3, 10.1.2.3",
    })
    void aRangeIsWrittenInOneWay(String text, String written) {
        assertEquals(written, CidrRange.parse(text).toString());
        assertEquals(CidrRange.parse(text), CidrRange.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "::/129",
                "::/x",
                "::ffff:10.0.0.0/95",
                "10.0.0.0/1000",
                "localhost",
                "10.0.0.0-10.0.0.9",
                "10.0.0.0/255.0.0.0"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertTrue(Thrown.message(IllegalArgumentException.class, () -> CidrRange.parse(text))
                .endsWith("(expected: an IPv4 or IPv6 address, or a range such as 10.0.0.0/8 or 2001:db8::/32)"));
    }

    private record Case(IpAddress network, int prefix, IpAddress address) {}

    @Test
    void aRangeHoldsTheAddressesThatShareItsFirstBits() {
        Property.forAll(CidrRangeTest::any, it -> {
            boolean ipv4 = it.network.isIpv4();
            boolean sameFamily = it.address.isIpv4() == ipv4;
            boolean sharesPrefix = number(it.network)
                    .xor(number(it.address))
                    .shiftRight((ipv4 ? 32 : 128) - it.prefix)
                    .equals(BigInteger.ZERO);
            var range = new CidrRange(it.network, it.prefix);
            assertEquals(sameFamily && sharesPrefix, range.contains(it.address), range + " " + it.address);
            assertTrue(range.contains(it.network));
            assertEquals(range, CidrRange.parse(range.toString()));
        });
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(
                1,
                ByteBuffer.allocate(16)
                        .putLong(address.high())
                        .putLong(address.low())
                        .array());
    }

    /** An address that differs from the network in one bit, or in none. */
    private static Case any(RandomGenerator random) {
        boolean ipv4 = random.nextBoolean();
        IpAddress network = ipv4
                ? IpAddress.ipv4(random.nextLong(1L << 32))
                : new IpAddress(random.nextLong() | 1, random.nextLong());
        int prefix = random.nextInt(ipv4 ? 33 : 129);
        int bit = random.nextInt(ipv4 ? 32 : 128);
        IpAddress address = switch (random.nextInt(3)) {
            case 0 -> network;
            case 1 -> IpAddress.ipv4(random.nextLong(1L << 32));
            default ->
                bit < 64
                        ? new IpAddress(network.high(), network.low() ^ 1L << bit)
                        : new IpAddress(network.high() ^ 1L << (bit - 64), network.low());
        };
        return new Case(network, prefix, address);
    }
}
