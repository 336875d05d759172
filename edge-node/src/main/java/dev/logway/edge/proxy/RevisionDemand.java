package dev.logway.edge.proxy;

import dev.logway.edge.client.RevisionFields;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What a request says with {@code Logway-Min-Revision}, and what it is answered where it cannot have it. */
final class RevisionDemand {
    static final long MALFORMED = -1;

    private static final int MAX_DIGITS = 18;

    private RevisionDemand() {}

    /** The revision that {@code text} names; {@value #MALFORMED} if it names none, or more than one. */
    static long parse(String text) {
        boolean isNumber =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(text) : MALFORMED;
    }

    static Problem malformed() {
        return new Problem(
                400,
                "invalid-header",
                RevisionFields.MIN_REVISION + ": not a revision (expected: one number of at most " + MAX_DIGITS
                        + " digits)",
                new JsonObject());
    }

    /** It did not come within {@code limit}. */
    static Problem late(long demanded, long served, Duration limit) {
        return notServed(demanded, served, "and did not in " + limit.toMillis() + " ms");
    }

    /** The edge ends, and does not wait for it any longer. */
    static Problem ended(long demanded, long served) {
        return notServed(demanded, served, "and is ending");
    }

    /** It is not waited for. */
    static Problem refused(long demanded, long served) {
        return notServed(demanded, served, "and no further request may wait for it");
    }

    private static Problem notServed(long demanded, long served, String why) {
        return new Problem(
                503,
                "revision-not-served",
                "this edge serves revision " + served + ", not yet " + demanded + ", " + why,
                new JsonObject().put("served_revision", served).put("demanded_revision", demanded));
    }
}
