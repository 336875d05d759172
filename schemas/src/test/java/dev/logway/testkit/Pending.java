package dev.logway.testkit;

import static dev.logway.testkit.Pick.distinct;
import static dev.logway.testkit.Pick.maybe;
import static dev.logway.testkit.Pick.one;

import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Origin;
import dev.logway.domain.resource.Approvals;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.ChangeRules;
import dev.logway.domain.resource.Freeze;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Author;
import dev.logway.domain.resource.PendingChange.Expectation;
import dev.logway.domain.resource.PendingChange.Step;
import dev.logway.domain.resource.PendingChange.Wanted;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Pending changes for tests, and the commands they come and go by; every command has an id of its own. */
public final class Pending {
    private static final SplittableRandom IDS = new SplittableRandom(1);

    private Pending() {}

    /** {@code action}, asked for by {@code actor}. */
    public static Command by(String actor, Action action) {
        return by(new Origin(actor, null, Commands.ASKED_AT), action);
    }

    /** {@code action}, asked for by {@code origin}. */
    public static Command by(Origin origin, Action action) {
        return Command.of(Commands.anyId(IDS), Commands.SCOPE, origin, action);
    }

    /** A changeset of {@code edits} for these times. */
    public static Action.Changeset at(@Nullable Instant effectiveAt, @Nullable Instant expiresAt, Edit... edits) {
        return new Action.Changeset(List.of(edits), Action.Guard.GUARDED, new Schedule(effectiveAt, expiresAt));
    }

    /** A command that has to do with a pending change. */
    public static Command anyCommand(RandomGenerator random) {
        String id = String.valueOf(1 + random.nextInt(20));
        return Command.of(
                Commands.anyId(random),
                Commands.SCOPE,
                new Origin("ann", null, Commands.ASKED_AT),
                switch (random.nextInt(6)) {
                    case 0 -> new Action.Approve(id);
                    case 1 -> new Action.Cancel(id);
                    case 2 -> new Action.Fire(id, one(random, Step.values()));
                    case 3 -> new Action.Withdraw(id, one(random, Step.values()));
                    case 4 -> new Action.Promote(id);
                    default -> {
                        var plain = Commands.anyChangeset(random, Commands.SCOPE);
                        yield new Action.Changeset(
                                plain.edits(),
                                plain.guard(),
                                anySchedule(random),
                                maybe(random, () -> anyCanary(random)));
                    }
                });
    }

    /** A canary that has not begun, of one or two of three instances. */
    public static Canary anyCanary(RandomGenerator random) {
        Integer errors = maybe(random, () -> random.nextInt(Canary.MILLION));
        return new Canary(
                distinct(random, 1, 2, each -> one(each, "edge-1", "edge-2", "edge-3")),
                maybe(random, () -> 1 + random.nextInt(100)),
                new Canary.Trial(
                        Duration.ofSeconds(1 + random.nextInt(100)),
                        errors,
                        errors == null ? Integer.valueOf(500) : maybe(random, () -> 1 + random.nextInt(1_000)),
                        random.nextInt(10)),
                null);
    }

    /** A changeset of {@code edits} that {@code instances} try, looked at for a minute. */
    public static Action.Changeset tried(List<String> instances, Edit... edits) {
        return new Action.Changeset(
                List.of(edits),
                Action.Guard.GUARDED,
                Schedule.NOW,
                new Canary(instances, null, Canary.Trial.DEFAULT, null));
    }

    public static PendingChange anyChange(RandomGenerator random, String group) {
        Step next = one(random, Step.values());
        Canary canary = anyCanary(random);
        Schedule schedule = new Schedule(Commands.ASKED_AT, Commands.ASKED_AT.plusMillis(1 + random.nextInt(99)));
        return new PendingChange(
                String.valueOf(1 + random.nextInt(20)),
                new Author("ann", maybe(random, () -> "because"), maybe(random, () -> "fire"), Commands.ASKED_AT),
                distinct(random, 1, 3, each -> anyWanted(each, group)),
                distinct(
                        random,
                        0,
                        3,
                        each -> new Expectation(
                                Resources.anyKey(each, group), maybe(each, () -> (long) each.nextInt(9)))),
                anyApprovals(random),
                schedule,
                next,
                switch (next) {
                    case APPLY -> maybe(random, () -> canary);
                    case TAKE_BACK -> null;
                    case PROMOTE -> canary.begun(Commands.ASKED_AT.plusMillis(random.nextInt(1_000)));
                });
    }

    public static ChangeRules anyRules(RandomGenerator random) {
        return new ChangeRules(random.nextInt(ChangeRules.MAX_APPROVALS + 1), distinct(random, 0, 3, each -> {
            Instant from = Commands.ASKED_AT.plusMillis(each.nextInt(1_000));
            return new Freeze(from, from.plusMillis(1 + each.nextInt(1_000)), maybe(each, () -> "sale"));
        }));
    }

    /** Within ten minutes of when commands are asked for. */
    private static Schedule anySchedule(RandomGenerator random) {
        Instant start = Commands.ASKED_AT.plusMillis(random.nextInt(600_000));
        return new Schedule(
                maybe(random, () -> start), maybe(random, () -> start.plusMillis(1 + random.nextInt(600_000))));
    }

    private static Approvals anyApprovals(RandomGenerator random) {
        var approvals = Approvals.required(random.nextInt(3));
        return approvals.areComplete()
                ? approvals
                : approvals.with(
                        new Approvals.Approval("bob", maybe(random, () -> "fine"), Commands.ASKED_AT.plusMillis(5)));
    }

    private static Wanted anyWanted(RandomGenerator random, String group) {
        Resource resource = Resources.any(random, group);
        ResourceKey key = Resources.anyKey(random, group);
        return random.nextBoolean() || key.kind() == ResourceKind.PENDING_CHANGES
                ? new Wanted(resource.key(), resource)
                : new Wanted(key, null);
    }
}
