package dev.logway.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A claim that must hold for every generated input, on plain JUnit. A failure names the seed of its input, which
 * {@code -Dlogway.seed=} puts first in a later run; {@code -Dlogway.seeds=} says how many inputs are tried. Without a
 * seed each run tries new ones.
 */
public final class Property {
    private static final int SEEDS = Integer.getInteger("logway.seeds", 200);
    private static final long FIRST_SEED = Long.getLong("logway.seed", System.nanoTime());

    private Property() {}

    /** Checks that {@code claim} throws for no value of {@code generator}. */
    public static <T> void forAll(Function<RandomGenerator, T> generator, Consumer<T> claim) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            T value = generator.apply(new SplittableRandom(seed));
            try {
                claim.accept(value);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(failure(seed, e) + "\n  " + value, e);
            }
        }
    }

    /**
     * Checks that {@code claim} throws for no list of 0 to {@code maxLength} values of {@code generator}. A list that
     * fails is cut down, element by element in the end, to one from which nothing can be left out.
     */
    public static <T> void forAllLists(int maxLength, Function<RandomGenerator, T> generator, Consumer<List<T>> claim) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            List<T> list = list(new SplittableRandom(seed), maxLength, generator);
            try {
                claim.accept(list);
            } catch (RuntimeException | AssertionError first) {
                List<T> smallest = Shrinking.smallest(list, shorter -> fails(claim, shorter));
                throw new AssertionError(
                        failure(seed, first) + "\nsmallest of " + list.size() + " elements:\n" + lines(smallest),
                        cause(claim, smallest, first));
            }
        }
    }

    /** 0 to {@code maxLength} values of {@code generator}. */
    public static <T> List<T> list(RandomGenerator random, int maxLength, Function<RandomGenerator, T> generator) {
        int length = random.nextInt(maxLength + 1);
        var list = new ArrayList<T>(length);
        for (int i = 0; i < length; i++) {
            list.add(generator.apply(random));
        }
        return List.copyOf(list);
    }

    private static <T> boolean fails(Consumer<List<T>> claim, List<T> list) {
        try {
            claim.accept(list);
            return false;
        } catch (RuntimeException | AssertionError e) {
            return true;
        }
    }

    private static <T> Throwable cause(Consumer<List<T>> claim, List<T> smallest, Throwable first) {
        try {
            claim.accept(smallest);
            return first;
        } catch (RuntimeException | AssertionError e) {
            return e;
        }
    }

    private static String failure(long seed, Throwable e) {
        return "false for -Dlogway.seed=" + seed + ": " + e.getMessage();
    }

    private static String lines(List<?> elements) {
        return elements.stream().map(element -> "  " + element).collect(Collectors.joining("\n"));
    }
}
