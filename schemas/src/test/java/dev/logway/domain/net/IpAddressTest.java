package dev.logway.domain.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.testkit.Property;
import dev.logway.testkit.Thrown;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:10.0.0.1, 10.0.0.1",
        "::FFFF:a00:1, 10.0.0.1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8::1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    })
    void anAddressIsWrittenInOneWay(String text, String written) {
        assertEquals(written, IpAddress.parse(text).toString());
        assertEquals(IpAddress.parse(text), IpAddress.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.-1",
                "1.2.3.4 ",
                "a.b.c.d",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7:8::",
                "::12345",
                "::g",
                "fe80::1%eth0",
                "[::1]",
                "1.2.3.4::",
                "::1.2.3",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "٣.1.1.1",
                "::１"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertNull(IpAddress.parseOrNull(text), text);
        assertTrue(Thrown.message(IllegalArgumentException.class, () -> IpAddress.parse(text))
                .contains("(expected: an IPv4 or IPv6 address)"));
    }

    @Test
    void aTextReadsBackAsTheSameAddressAndAsTheJdkReadsIt() {
        Property.forAll(IpAddressTest::any, address -> {
            assertEquals(address, IpAddress.parse(address.toString()));
            assertEquals(address, ofJdk(address.toString()));
        });
    }

    @Test
    void addressesAreOrderedAsUnsignedNumbers() {
        assertTrue(IpAddress.parse("ffff::").compareTo(IpAddress.parse("1::")) > 0);
        assertTrue(IpAddress.parse("::ffff:ffff:ffff:ffff").compareTo(IpAddress.parse("::1")) > 0);
        assertTrue(IpAddress.parse("200.0.0.0").compareTo(IpAddress.parse("10.0.0.0")) > 0);
        assertNotEquals(IpAddress.parse("::1"), IpAddress.parse("0.0.0.1"));
    }

    private static IpAddress ofJdk(String literal) {
        try {
            return IpAddress.of(InetAddress.getByName(literal).getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError(literal, e);
        }
    }

    /** Addresses with runs of zeros, half of them IPv4. */
    private static IpAddress any(RandomGenerator random) {
        if (random.nextBoolean()) {
            return IpAddress.ipv4(random.nextLong(1L << 32));
        }
        byte[] bytes = new byte[16];
        for (int i = 0; i < 16; i++) {
            bytes[i] = random.nextInt(3) == 0 ? (byte) random.nextInt(256) : 0;
        }
        return IpAddress.of(bytes);
    }
}
