package dev.logway.routing;

import dev.logway.domain.net.CidrRange;
import dev.logway.domain.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Addresses in any of several ranges. A lookup is a binary search and allocates nothing: ranges either hold one another
 * or have nothing in common, so once those inside of others are left out, only the last one that starts at or before an
 * address can hold it.
 */
public final class AddressSet {
    private final CidrRange[] ipv4;
    private final CidrRange[] ipv6;

    public AddressSet(List<CidrRange> ranges) {
        this.ipv4 =
                apart(ranges.stream().filter(range -> range.network().isIpv4()).toList());
        this.ipv6 =
                apart(ranges.stream().filter(range -> !range.network().isIpv4()).toList());
    }

    /** Whether one of the ranges holds {@code address}. */
    public boolean contains(IpAddress address) {
        CidrRange[] sorted = address.isIpv4() ? ipv4 : ipv6;
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle].network().compareTo(address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && sorted[low - 1].contains(address);
    }

    /** The ranges by their first address, without those that lie inside of another. */
    private static CidrRange[] apart(List<CidrRange> ranges) {
        var kept = new ArrayList<CidrRange>();
        ranges.stream()
                .sorted(Comparator.comparing(CidrRange::network).thenComparingInt(CidrRange::prefixLength))
                .filter(range -> kept.isEmpty() || !kept.getLast().contains(range.network()))
                .forEach(kept::add);
        return kept.toArray(CidrRange[]::new);
    }
}
