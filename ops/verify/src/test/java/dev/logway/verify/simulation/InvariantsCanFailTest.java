package dev.logway.verify.simulation;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.log.ImagePublisher;
import dev.logway.log.Loaded;
import dev.logway.log.LogPosition;
import dev.logway.projector.state.ByteStore;
import dev.logway.testkit.Commands;
import dev.logway.testkit.Property;
import dev.logway.testkit.Resources;
import dev.logway.verify.invariant.DuplicatesChangeNothing;
import dev.logway.verify.invariant.EdgesConverge;
import dev.logway.verify.invariant.EveryCommandHasOneOutcome;
import dev.logway.verify.invariant.Invariant;
import dev.logway.verify.invariant.LastGoodKeepsServing;
import dev.logway.verify.invariant.NoDanglingReference;
import dev.logway.verify.invariant.NoTornImage;
import dev.logway.verify.invariant.RevisionsOnlyGrow;
import dev.logway.verify.invariant.TheHistoryIsOneChain;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigItem;
import dev.logway.wire.Seal;
import dev.logway.wire.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An invariant that nothing can break shows nothing: each is broken here by one wrong part. */
class InvariantsCanFailTest {
    private static final int SEEDS = 300;
    private static final int MAX_STEPS = 250;

    /** An upstream is defined, used and defined anew; the cleaner takes its first definition, and leaves its use. */
    private static final List<Step> TORN_PREFIX = List.of(
            new Step.Deliver(Commands.put(Resources.group("default"), Resources.upstream("u1"))),
            new Step.Deliver(Commands.put(Resources.route("r1", "u1"))),
            new Step.Deliver(
                    Commands.put(new Upstream("u1", Descriptor.NONE, UpstreamSpec.of(new Node("127.0.0.1", 8081, 1))))),
            new Step.Project(3),
            new Step.Compact(1, 75), // all but the last seal
            new Step.Poll(0, 3)); // the group, the route and a seal

    @Test
    void anEdgeThatTakesEverySealForGoodTearsImages() {
        breaks(NoTornImage::new, Parts.REAL.with(new Hasty()), Steps::any);
    }

    @Test
    void anEdgeThatTakesEverySealForGoodServesDanglingReferences() {
        Simulation.run(Parts.REAL, TORN_PREFIX, List.of(new NoDanglingReference()));

        assertThrows(
                AssertionError.class,
                () -> Simulation.run(Parts.REAL.with(new Hasty()), TORN_PREFIX, List.of(new NoDanglingReference())));
    }

    @Test
    void anEdgeThatReadsAgainAndTakesEverySealForGoodGoesBack() {
        breaks(RevisionsOnlyGrow::new, Parts.REAL.with(new Hasty()), Steps::anyWithDamage);
    }

    @Test
    void anEdgeThatFallsAsleepDoesNotConverge() {
        breaks(EdgesConverge::new, Parts.REAL.with(new Sleepy()), Steps::any);
    }

    @Test
    void commitsThatOvertakeOneAnotherLeaveEdgesBehind() {
        breaks(EdgesConverge::new, Parts.REAL.with(Markers.Order.NEWEST_FIRST), Steps::any);
    }

    @Test
    void anEdgeThatClearsItsTableOnAFaultServesNothing() {
        breaks(LastGoodKeepsServing::new, Parts.REAL.with(new Flinching()), Steps::anyWithDamage);
    }

    @Test
    void transactionsThatLeakGiveCommandsSecondOutcomes() {
        breaks(EveryCommandHasOneOutcome::new, Parts.REAL.with(Parts.Abortion.LEAKY), Steps::any);
    }

    @Test
    void aProjectorThatForgetsItsScopesBeginsAgain() {
        breaks(RevisionsOnlyGrow::new, Parts.REAL.with(Forgetful.of("hrw")), Steps::any);
    }

    @Test
    void aProjectorThatForgetsItsScopesBreaksTheChain() {
        breaks(TheHistoryIsOneChain::new, Parts.REAL.with(Forgetful.of("hrw")), Steps::any);
    }

    @Test
    void aProjectorThatTakesAnyStoreForWholeBreaksTheChain() {
        breaks(TheHistoryIsOneChain::new, Parts.REAL.with(Parts.Restoring.TRUSTING), Steps::any);
    }

    @Test
    void aProjectorThatForgetsIdsDecidesTwice() {
        breaks(EveryCommandHasOneOutcome::new, Parts.REAL.with(Forgetful.of("i")), Steps::any);
        breaks(SameLogSameEvents::new, Parts.REAL.with(Forgetful.of("i")), Steps::any);
    }

    @Test
    void aProjectorThatForgetsAnswersDecidesRepetitions() {
        breaks(DuplicatesChangeNothing::new, Parts.REAL.with(Forgetful.of("a")), Steps::any);
    }

    private interface Generator {
        Step any(RandomGenerator random);
    }

    /** Checks that a few runs with {@code parts} break the invariant. */
    private static void breaks(Supplier<Invariant> invariant, Parts parts, Generator steps) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Step> some = Property.list(new SplittableRandom(seed), MAX_STEPS, steps::any);
            try {
                Simulation.run(parts, some, List.of(invariant.get()));
            } catch (AssertionError e) {
                return;
            }
        }
        fail(invariant.get().getClass().getSimpleName() + " held in " + SEEDS + " runs");
    }

    /** Publishes at every seal what it folded so far, and compares no digest. */
    private static final class Hasty implements Follower.Kind {
        @Override
        public Follower resuming(ScopeImage base, ImagePublisher publisher) {
            return new HastyFollower(base, base, publisher);
        }

        @Override
        public Follower rebuilding(ScopeImage served, ImagePublisher publisher) {
            return new HastyFollower(ScopeImage.empty(served.scope()), served, publisher);
        }
    }

    private static final class HastyFollower implements Follower {
        private final ImagePublisher publisher;
        private final List<EntryChange> changes = new ArrayList<>();
        private ScopeImage folded;
        private ScopeImage published;
        private @Nullable Seal last;

        HastyFollower(ScopeImage folded, ScopeImage published, ImagePublisher publisher) {
            this.folded = folded;
            this.published = published;
            this.publisher = publisher;
        }

        @Override
        public void accept(byte @Nullable [] key, byte @Nullable [] value, LogPosition next) {
            try {
                switch (ConfigCodec.decode(folded.scope(), key, value)) {
                    case ConfigItem.Changed(EntryChange change) -> changes.add(change);
                    case ConfigItem.Sealed(Seal seal) -> publish(seal, next);
                }
            } catch (RuntimeException e) {
                changes.clear(); // whatever it was
            }
        }

        private void publish(Seal seal, LogPosition next) {
            folded = folded.apply(ScopeDelta.of(folded.revision(), seal.revision(), changes));
            changes.clear();
            last = seal;
            var delta = new ArrayList<EntryChange>();
            published.forEach(entry -> delta.add(new EntryChange.Remove(entry.key())));
            delta.addAll(folded.asDelta().changes());
            publisher.publish(
                    new Loaded(ScopeDelta.of(published.revision(), seal.revision(), delta), folded, seal, next));
            published = folded;
        }

        @Override
        public void settle() {}

        @Override
        public void caughtUp(LogPosition end) {}

        @Override
        public boolean isDamaged() {
            return last != null && !last.digest().equals(folded.digest());
        }

        @Override
        public List<String> faults() {
            return List.of();
        }
    }

    /** Hears nothing any more once it reached the end. */
    private static final class Sleepy implements Follower.Kind {
        @Override
        public Follower resuming(ScopeImage base, ImagePublisher publisher) {
            return new SleepyFollower(Follower.LOADER.resuming(base, publisher));
        }

        @Override
        public Follower rebuilding(ScopeImage served, ImagePublisher publisher) {
            return new SleepyFollower(Follower.LOADER.rebuilding(served, publisher));
        }
    }

    private static final class SleepyFollower implements Follower {
        private final Follower real;
        private boolean asleep;

        SleepyFollower(Follower real) {
            this.real = real;
        }

        @Override
        public void accept(byte @Nullable [] key, byte @Nullable [] value, LogPosition next) {
            if (!asleep) {
                real.accept(key, value, next);
            }
        }

        @Override
        public void settle() {
            real.settle();
        }

        @Override
        public void caughtUp(LogPosition end) {
            real.caughtUp(end);
            asleep = true;
        }

        @Override
        public boolean isDamaged() {
            return real.isDamaged();
        }

        @Override
        public List<String> faults() {
            return real.faults();
        }
    }

    /** Publishes nothing at all as soon as a record cannot be decoded. */
    private static final class Flinching implements Follower.Kind {
        @Override
        public Follower resuming(ScopeImage base, ImagePublisher publisher) {
            return new FlinchingFollower(base, Follower.LOADER.resuming(base, publisher), publisher);
        }

        @Override
        public Follower rebuilding(ScopeImage served, ImagePublisher publisher) {
            return new FlinchingFollower(served, Follower.LOADER.rebuilding(served, publisher), publisher);
        }
    }

    private static final class FlinchingFollower implements Follower {
        private final ScopeImage base;
        private final Follower real;
        private final ImagePublisher publisher;

        FlinchingFollower(ScopeImage base, Follower real, ImagePublisher publisher) {
            this.base = base;
            this.real = real;
            this.publisher = publisher;
        }

        @Override
        public void accept(byte @Nullable [] key, byte @Nullable [] value, LogPosition next) {
            real.accept(key, value, next);
            try {
                ConfigCodec.decode(base.scope(), key, value);
            } catch (UndecodableException e) {
                var nothing = ScopeImage.empty(base.scope());
                var seal = new Seal(0, nothing.digest(), Forgeries.SOME_ID, Forgeries.SOME_TIME);
                flinch(new Loaded(new ScopeDelta(0, 0, List.of()), nothing, seal, next));
            }
        }

        private void flinch(Loaded nothing) {
            try {
                publisher.publish(nothing);
            } catch (IllegalStateException e) {
                // An edge that refuses images for now refuses this one too, and does not flinch this time.
            }
        }

        @Override
        public void settle() {
            real.settle();
        }

        @Override
        public void caughtUp(LogPosition end) {
            real.caughtUp(end);
        }

        @Override
        public boolean isDamaged() {
            return real.isDamaged();
        }

        @Override
        public List<String> faults() {
            return real.faults();
        }
    }

    /** Keeps nothing whose key starts with one of some letters. */
    private record Forgetful(ByteStore real, String letters) implements ByteStore {
        static UnaryOperator<ByteStore> of(String letters) {
            return real -> new Forgetful(real, letters);
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            return real.get(key);
        }

        @Override
        public void put(byte[] key, byte[] value) {
            if (letters.indexOf(key[0]) < 0) {
                real.put(key, value);
            }
        }

        @Override
        public void delete(byte[] key) {
            real.delete(key);
        }

        @Override
        public void visit(byte[] prefix, BiConsumer<byte[], byte[]> visitor) {
            real.visit(prefix, visitor);
        }
    }
}
