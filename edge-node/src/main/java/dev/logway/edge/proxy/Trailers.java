package dev.logway.edge.proxy;

import dev.logway.edge.http1.Fields;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Set;

/** Fields behind a body (RFC 9110, section 6.5), which whoever adds them to the head must not be deceived by. */
final class Trailers {
    /** What frames, routes, authenticates or describes the message, and so belongs into its head. */
    private static final Set<String> OF_HEADS = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "content-range",
            "authorization",
            "cookie",
            "set-cookie",
            "expect",
            "max-forwards",
            "range",
            "cache-control",
            "pragma",
            "x-real-ip",
            "forwarded");

    private static final String FORWARDED = "x-forwarded-";
    private static final String CONDITION = "if-";

    private Trailers() {}

    /** Those of a request's that go on to its upstream. */
    static MultiMap thatGoFurther(MultiMap trailers) {
        if (trailers.isEmpty()) {
            return trailers;
        }
        var further = new Fields();
        trailers.forEach((name, value) -> {
            if (goesFurther(name)) {
                further.append(name, value);
            }
        });
        return further;
    }

    private static boolean goesFurther(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !HopByHop.isNamed(name)
                && !OF_HEADS.contains(lower)
                && !lower.startsWith(FORWARDED)
                && !lower.startsWith(CONDITION);
    }
}
