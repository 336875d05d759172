package dev.logway.bench.soak;

import dev.logway.bench.process.Waiting;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What clients do, each kind at a pace and on threads of its own, until it is ended. */
final class Traffic {
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /** Turns of one kind. */
    private static final class Kind {
        private final String name;
        private final LongAdder taken = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();

        Kind(String name) {
            this.name = name;
        }
    }

    /** Begins to take turns, {@code perSecond} on all of {@code count} threads together. */
    void begin(String name, int count, double perSecond, Supplier<Turn> turns) {
        var kind = new Kind(name);
        kinds.add(kind);
        Duration every = Duration.ofNanos((long) (count * 1e9 / perSecond));
        for (int i = 0; i < count; i++) {
            Turn turn = turns.get();
            threads.add(Thread.ofVirtual().name(name).start(() -> run(kind, turn, every)));
        }
    }

    private void run(Kind kind, Turn turn, Duration every) {
        long due = System.nanoTime();
        try (turn) {
            while (!ended) {
                take(kind, turn);
                due = Math.max(due + every.toNanos(), System.nanoTime() - every.toNanos());
                Waiting.forDuration(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            }
        } catch (Exception e) {
            fail(kind, e);
        }
    }

    private void take(Kind kind, Turn turn) {
        try {
            kind.taken.increment();
            turn.take();
        } catch (Exception e) {
            if (!ended) {
                fail(kind, e);
            }
        }
    }

    private static void fail(Kind kind, Exception e) {
        kind.failed.increment();
        kind.firstFailure.compareAndSet(null, String.valueOf(e));
    }

    /** How many turns failed so far. */
    long failed() {
        return kinds.stream().mapToLong(kind -> kind.failed.sum()).sum();
    }

    Table table() {
        return new Table(
                "What was done meanwhile",
                "kind",
                List.of(Column.count("times"), Column.count("failed")),
                kinds.stream()
                        .map(kind -> Row.of(kind.name, Cell.of((double) kind.taken.sum()), Cell.atMost(0, (double)
                                kind.failed.sum())))
                        .toList());
    }

    /** The first failure of each kind that has any. */
    List<String> faults() {
        return kinds.stream()
                .filter(kind -> kind.failed.sum() > 0)
                .map(kind -> kind.name + ": " + kind.failed.sum() + " failed, first of: " + kind.firstFailure.get())
                .toList();
    }

    /** Has everybody finish what they are doing. */
    void end() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
