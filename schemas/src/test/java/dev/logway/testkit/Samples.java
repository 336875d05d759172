package dev.logway.testkit;

import static dev.logway.testkit.Pick.distinct;
import static dev.logway.testkit.Pick.maybe;
import static dev.logway.testkit.Pick.one;

import dev.logway.domain.access.AccessSample;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Generated samples of requests. */
public final class Samples {
    private Samples() {}

    public static AccessSample any(RandomGenerator random) {
        return new AccessSample(
                Events.anyInstant(random),
                new AccessSample.Asked(
                        one(random, "GET", "POST", "BREW"),
                        one(random, "http", "https"),
                        one(random, "", "example.com", "[::1]:9080"),
                        one(random, "/", "/a/b?c=d%20e", "/w\u00e4rter"),
                        one(random, "192.0.2.1", "2001:db8::1"),
                        distinct(random, 0, 3, Samples::anyField)),
                new AccessSample.Decided(random.nextLong(1L << 40), maybe(random, () -> "r1")),
                new AccessSample.Answered(random.nextInt(100, 600), Duration.ofMillis(random.nextLong(1L << 30))));
    }

    private static AccessSample.Field anyField(RandomGenerator random) {
        return new AccessSample.Field(one(random, "x-a", "x-b"), maybe(random, () -> "v" + random.nextInt(10)));
    }
}
