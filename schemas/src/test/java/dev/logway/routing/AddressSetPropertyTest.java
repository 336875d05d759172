package dev.logway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.net.CidrRange;
import dev.logway.domain.net.IpAddress;
import dev.logway.testkit.Property;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AddressSetPropertyTest {

    @Test
    void aSetHoldsWhatAnyOfItsRangesHolds() {
        Property.forAllLists(20, AddressSetPropertyTest::anyRange, ranges -> {
            var set = new AddressSet(ranges);
            var random = new SplittableRandom(ranges.hashCode());
            for (int i = 0; i < 50; i++) {
                IpAddress address = near(random, ranges);
                boolean expected = ranges.stream().anyMatch(range -> range.contains(address));
                assertEquals(expected, set.contains(address), () -> address + " in " + ranges);
            }
        });
    }

    /** An address a few bits away from the start of a range. */
    private static IpAddress near(RandomGenerator random, List<CidrRange> ranges) {
        IpAddress from = ranges.isEmpty()
                ? IpAddress.parse("::1")
                : ranges.get(random.nextInt(ranges.size())).network();
        return new IpAddress(
                from.high() ^ (random.nextInt(4) == 0 ? 1L << random.nextInt(64) : 0),
                switch (random.nextInt(3)) {
                    case 0 -> from.low();
                    case 1 -> from.low() ^ 1L << random.nextInt(32);
                    default -> from.low() - 1;
                });
    }

    private static CidrRange anyRange(RandomGenerator random) {
        boolean ipv4 = random.nextInt(3) > 0;
        IpAddress network = ipv4
                ? IpAddress.of(
                        new byte[] {10, (byte) random.nextInt(3), (byte) random.nextInt(256), (byte) random.nextInt(256)
                        })
                : new IpAddress(random.nextInt(3), random.nextInt(3));
        return new CidrRange(network, random.nextInt(ipv4 ? 33 : 129));
    }
}
