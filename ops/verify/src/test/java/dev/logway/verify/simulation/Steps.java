package dev.logway.verify.simulation;

import dev.logway.domain.command.Command;
import dev.logway.testkit.Commands;
import dev.logway.testkit.Pending;
import dev.logway.testkit.Pick;
import dev.logway.testkit.Resources;
import java.util.random.RandomGenerator;

/** What happens, drawn at random: mostly commands, decisions and reading, now and then a misfortune. */
final class Steps {
    private static final long HOUR_MILLIS = 3_600_000;

    private Steps() {}

    /** Only what Logway must cope with, so that it is whole again whenever there is rest. */
    static Step any(RandomGenerator random) {
        int draw = random.nextInt(100);
        if (draw < 30) {
            return new Step.Deliver(command(random));
        }
        if (draw < 50) {
            return new Step.Project(1 + random.nextInt(4));
        }
        if (draw < 72) {
            return new Step.Poll(random.nextInt(100), 1 + random.nextInt(8));
        }
        return misfortune(random);
    }

    /** As {@link #any}, and writers to config topics that should not be there. */
    static Step anyWithDamage(RandomGenerator random) {
        if (random.nextInt(100) < 5) {
            return new Step.Damage(
                    random.nextInt(100),
                    Resources.anyKey(random, Commands.SCOPE.name()),
                    Pick.one(random, Step.Forgery.values()));
        }
        return any(random);
    }

    private static Step misfortune(RandomGenerator random) {
        return switch (random.nextInt(18)) {
            case 0, 1 -> new Step.DeliverAgain(random.nextInt(20));
            case 2 -> new Step.DeliverPoison(Pick.one(random, Step.Poison.values()));
            case 3 -> new Step.CrashProjector(random.nextInt(3), random.nextInt(4));
            case 4 -> new Step.RestartEdge(random.nextInt(100));
            case 5 -> new Step.ReplaceEdge(random.nextInt(100));
            case 6, 7 -> new Step.SaveSnapshot(random.nextInt(100));
            case 8 -> new Step.RefuseImages(random.nextInt(100));
            case 9 -> new Step.AcceptImages(random.nextInt(100));
            case 10, 11 -> new Step.Compact(random.nextInt(100), random.nextInt(101));
            case 12 -> new Step.ForgetTombstones(random.nextInt(100));
            case 13 -> new Step.HoldMarkers(random.nextInt(100));
            case 14, 15 -> new Step.ReleaseMarkers(random.nextInt(100));
            case 16 -> new Step.RestoreStale(1 + random.nextInt(3));
            default ->
                random.nextInt(8) == 0
                        ? new Step.Rest()
                        : new Step.MoveClock(random.nextLong(-HOUR_MILLIS / 60, HOUR_MILLIS / 10));
        };
    }

    private static Command command(RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0 -> Commands.anyCreation(random);
            case 1, 2 -> Pending.anyCommand(random);
            default -> Commands.any(random);
        };
    }
}
