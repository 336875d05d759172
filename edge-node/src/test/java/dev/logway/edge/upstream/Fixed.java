package dev.logway.edge.upstream;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shares that a test sets, and requests that have what it gives them. */
final class Fixed {
    /** A request that has nothing. */
    static final HashSource ANY = request(Map.of());

    private Fixed() {}

    static Shares shares(int... shares) {
        return new Shares() {
            @Override
            public int size() {
                return shares.length;
            }

            @Override
            public int of(int index) {
                return shares[index];
            }
        };
    }

    /** 1 to {@code most} shares of 0 to 20, one at least above 0. */
    static int[] anyShares(RandomGenerator random, int most) {
        int[] shares = random.ints(1 + random.nextInt(most), 0, 21).toArray();
        shares[random.nextInt(shares.length)]++;
        return shares;
    }

    static HashSource request(Map<String, String> variables) {
        return new HashSource() {
            @Override
            public @Nullable String variable(String name) {
                return variables.get(name);
            }

            @Override
            public @Nullable String header(String name) {
                return variables.get("header " + name);
            }

            @Override
            public @Nullable String cookie(String name) {
                return variables.get("cookie " + name);
            }
        };
    }

    /** Requests of so many clients. */
    static List<HashSource> clients(int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> request(Map.of("remote_addr", "10.0." + i / 256 + "." + i % 256)))
                .toList();
    }
}
