package dev.logway.verify.fault;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a fault draws. */
final class Picks {
    private Picks() {}

    static <T> T one(RandomGenerator random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    static Duration seconds(RandomGenerator random, int least, int most) {
        return Duration.ofMillis(random.nextLong(least * 1_000L, most * 1_000L + 1));
    }
}
