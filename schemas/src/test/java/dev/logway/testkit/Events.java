package dev.logway.testkit;

import static dev.logway.testkit.Pick.chance;
import static dev.logway.testkit.Pick.distinct;
import static dev.logway.testkit.Pick.maybe;
import static dev.logway.testkit.Pick.one;

import dev.logway.domain.command.Change;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.Resource;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Generated events, and the parts they are made of. */
public final class Events {
    private Events() {}

    public static Event any(RandomGenerator random) {
        return new Event(
                Commands.anyId(random),
                Commands.SCOPE,
                new Origin(
                        "ann",
                        maybe(random, () -> "because"),
                        maybe(random, () -> "fire in the house"),
                        anyInstant(random)),
                anyInstant(random),
                anyOutcome(random));
    }

    /** A change of a resource in {@link Commands#SCOPE}. */
    public static Change anyChange(RandomGenerator random) {
        String group = Commands.SCOPE.name();
        return chance(random, 30)
                ? new Change.Removed(Resources.anyKey(random, group))
                : new Change.Defined(anyResource(random, group), anyMeta(random));
    }

    private static Resource anyResource(RandomGenerator random, String group) {
        return switch (random.nextInt(8)) {
            case 0 -> Pending.anyChange(random, group);
            case 1 ->
                new Group(
                        group,
                        Descriptor.NONE,
                        null,
                        Pending.anyRules(random),
                        maybe(random, () -> Resources.anySampling(random)));
            default -> Resources.any(random, group);
        };
    }

    public static Digest anyDigest(RandomGenerator random) {
        return new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /** A time in whole milliseconds. */
    public static Instant anyInstant(RandomGenerator random) {
        return Commands.ASKED_AT.plusMillis(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L));
    }

    private static Meta anyMeta(RandomGenerator random) {
        return new Meta(1 + random.nextLong(1L << 40), anyInstant(random), anyInstant(random), one(random, "ann", "ß"));
    }

    private static Outcome anyOutcome(RandomGenerator random) {
        return chance(random, 25)
                ? new Outcome.Repeated(Commands.anyId(random), anyVerdict(random))
                : anyVerdict(random);
    }

    private static Outcome.Verdict anyVerdict(RandomGenerator random) {
        return random.nextBoolean()
                ? new Outcome.Accepted(
                        1 + random.nextLong(1L << 40),
                        anyDigest(random),
                        distinct(random, 0, 3, Events::anyChange),
                        new Hash(anyDigest(random).toString()))
                : new Outcome.Rejected(random.nextLong(1L << 40), distinct(random, 1, 3, Events::anyRejection));
    }

    private static Rejection anyRejection(RandomGenerator random) {
        String group = Commands.SCOPE.name();
        return new Rejection(
                one(random, Rejection.RESOURCE_IN_USE, Rejection.UNKNOWN_REFERENCE, Rejection.SCOPE_FROZEN),
                one(random, "", "in the way", "中"),
                maybe(random, () -> Resources.anyKey(random, group)),
                distinct(random, 0, 3, key -> Resources.anyKey(key, group)));
    }
}
