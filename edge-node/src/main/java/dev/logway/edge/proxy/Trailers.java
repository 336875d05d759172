package dev.logway.edge.proxy;

import dev.logway.edge.http1.Fields;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

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

    /**
     * Those of a request's that go on to its upstream.
     *
     * @param head of the request, whose Connection may name some that go no further
     */
    static MultiMap ofRequest(MultiMap trailers, MultiMap head) {
        Set<String> options = trailers.isEmpty() ? Set.of() : HopByHop.options(head);
        return those(trailers, name -> !options.contains(name) && !isOfHead(name));
    }

    /** Those of an answer's that go on to the client. */
    static MultiMap ofAnswer(MultiMap trailers) {
        return those(trailers, name -> !name.equals("content-length"));
    }

    /** @param goesFurther is asked for names in lower case that are not between two neighbours anyway */
    private static MultiMap those(MultiMap trailers, Predicate<String> goesFurther) {
        if (trailers.isEmpty()) {
            return trailers;
        }
        var further = new Fields();
        trailers.forEach((name, value) -> {
            if (!HopByHop.isNamed(name) && goesFurther.test(name.toLowerCase(Locale.ROOT))) {
                further.append(name, value);
            }
        });
        return further;
    }

    private static boolean isOfHead(String name) {
        return OF_HEADS.contains(name) || name.startsWith(FORWARDED) || name.startsWith(CONDITION);
    }
}
