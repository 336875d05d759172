package dev.logway.bench.match;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.logway.bench.table.SampleRoute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A request to every route of a table in an order without pattern, over and over. Each is made anew as a proxy makes
 * it: with a path that nobody has looked at yet, its hash code included. Confined to one thread.
 */
final class SampleRequests {
    private static final long SEED = 4711;

    private final byte[][] paths;
    private final byte[][] hosts;
    private int next;

    SampleRequests(List<SampleRoute> routes) {
        var shuffled = new ArrayList<>(routes);
        Collections.shuffle(shuffled, new Random(SEED));
        paths = shuffled.stream()
                .map(route -> route.path().getBytes(ISO_8859_1))
                .toArray(byte[][]::new);
        hosts = shuffled.stream().map(route -> host(route).getBytes(ISO_8859_1)).toArray(byte[][]::new);
    }

    /** The request that {@code route} takes. */
    static SampleRequest of(SampleRoute route) {
        return new SampleRequest(route.path(), host(route));
    }

    SampleRequest next() {
        int now = next;
        next = now + 1 == paths.length ? 0 : now + 1;
        return new SampleRequest(new String(paths[now], ISO_8859_1), new String(hosts[now], ISO_8859_1));
    }

    private static String host(SampleRoute route) {
        return route.host().isEmpty() ? "api.example.com" : route.host();
    }
}
