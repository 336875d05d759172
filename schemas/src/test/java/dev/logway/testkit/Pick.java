package dev.logway.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Small choices that generators are made of. */
public final class Pick {
    private Pick() {}

    /** One of {@code choices}. */
    @SafeVarargs
    public static <T> T one(RandomGenerator random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** True in {@code percent} of 100 cases. */
    public static boolean chance(RandomGenerator random, int percent) {
        return random.nextInt(100) < percent;
    }

    /** Half of the time a value, else null. */
    public static <T> @Nullable T maybe(RandomGenerator random, Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    /** {@code least} to {@code most} values, no two of them equal. */
    public static <T> List<T> distinct(
            RandomGenerator random, int least, int most, Function<RandomGenerator, T> generator) {
        int wanted = random.nextInt(least, most + 1);
        var values = new ArrayList<T>();
        while (values.size() < wanted) {
            T value = generator.apply(random);
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }
}
