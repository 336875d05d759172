package dev.logway.edge.proxy;

import dev.logway.domain.net.CidrRange;
import dev.logway.domain.net.IpAddress;
import dev.logway.routing.AddressSet;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies before the edge that are believed what they say of their clients, in a field with addresses separated by
 * commas, the nearest last: nginx's {@code set_real_ip_from}, {@code real_ip_header} and {@code real_ip_recursive}.
 */
public final class TrustedProxies {
    /** Nobody is believed. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), "X-Forwarded-For", Hops.LAST);

    private final boolean none;
    private final AddressSet from;
    private final String header;
    private final Hops hops;

    /** Which of the addresses is the client's. */
    public enum Hops {
        /** The last. */
        LAST,
        /** The last that is no trusted proxy's; the first if all are. */
        UNTRUSTED
    }

    /**
     * @param from where trusted proxies connect from
     * @param header the field they write
     */
    public TrustedProxies(List<CidrRange> from, String header, Hops hops) {
        this.none = from.isEmpty();
        this.from = new AddressSet(from);
        this.header = header;
        this.hops = hops;
    }

    /** Whether who connects from {@code peer} is believed. */
    boolean trust(IpAddress peer) {
        return !none && from.contains(peer);
    }

    /** The client that {@code peer}, which is trusted, speaks for; {@code peer} itself if it names none, or not properly. */
    IpAddress client(MultiMap headers, IpAddress peer) {
        String named = Heads.joined(headers, header);
        if (named == null) {
            return peer;
        }
        String rest = named;
        while (true) {
            int comma = rest.lastIndexOf(',');
            IpAddress address = address(rest.substring(comma + 1).strip());
            if (address == null) {
                return peer;
            }
            if (comma < 0 || hops == Hops.LAST || !from.contains(address)) {
                return address;
            }
            rest = rest.substring(0, comma);
        }
    }

    /** An address with or without brackets and port; null if it is none. */
    private static @Nullable IpAddress address(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            boolean complete = end > 0 && (end == text.length() - 1 || isPort(text.substring(end + 1)));
            return complete ? IpAddress.parseOrNull(text.substring(1, end)) : null;
        }
        int colon = text.indexOf(':');
        boolean hasPort = colon >= 0 && colon == text.lastIndexOf(':');
        if (hasPort) {
            return isPort(text.substring(colon)) ? IpAddress.parseOrNull(text.substring(0, colon)) : null;
        }
        return IpAddress.parseOrNull(text);
    }

    private static boolean isPort(String text) {
        return text.length() >= 2
                && text.length() <= 6
                && text.charAt(0) == ':'
                && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    }
}
