package dev.logway.domain.command;

import static dev.logway.testkit.Pick.chance;
import static dev.logway.testkit.Pick.maybe;
import static dev.logway.testkit.Pick.one;
import static dev.logway.testkit.Property.forAllLists;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.image.Entry;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ChangeRules;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Freeze;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Step;
import dev.logway.domain.resource.PendingChange.Wanted;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.Schedule;
import dev.logway.testkit.Commands;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Pending;
import dev.logway.testkit.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds whatever a few people, and the calendar, do to a group. */
class PendingRulesPropertyTest {
    private static final int MAX_MOVES = 80;

    /** The calendar looks, so many seconds later. */
    private record Move(int seconds, Command command) {}

    @Test
    void documentsChangeOnlyAsTheRulesOfTheirGroupAllow() {
        var approved = new AtomicInteger();
        play((before, command, after, at) -> {
            if (documents(before).equals(documents(after))) {
                return;
            }
            ChangeRules rules = PendingRules.rules(before);
            PendingChange pending = pending(before, command.action());
            boolean isTakenBack = pending != null && pending.next() == Step.TAKE_BACK;
            if (pending == null) {
                assertEquals(0, rules.requiredApprovals(), "made without anybody's approval");
            } else if (!isTakenBack && pending.approvals().required() > 0) {
                approved.incrementAndGet();
                int missing = pending.approvals().required()
                        - pending.approvals().given().size();
                assertEquals(command.action() instanceof Action.Approve ? 1 : 0, missing);
                assertFalse(pending.approvals().isFrom(pending.author().actor()));
                assertFalse(command.origin().actor().equals(pending.author().actor()));
            }
            if (rules.freezeAt(at).isPresent()) {
                assertTrue(command.origin().breakGlass() != null
                        || (pending != null && pending.author().breakGlass() != null));
            }
        });
        assertTrue(approved.get() > 0, "no change was approved, so that nothing was shown");
    }

    @Test
    void eachChangeIsMadeOnceAtMostAndNeverAfterItWasCancelled() {
        forAllLists(MAX_MOVES, PendingRulesPropertyTest::anyMove, moves -> {
            var made = new HashMap<String, Integer>();
            var gone = new HashMap<String, Boolean>();
            run(moves, (before, command, after, at) -> {
                PendingChange pending = pending(before, command.action());
                if (pending == null) {
                    return;
                }
                String step = pending.id() + " " + pending.next();
                assertFalse(gone.containsKey(pending.id()));
                if (!documents(before).equals(documents(after))) {
                    assertEquals(1, made.merge(step, 1, Integer::sum));
                }
                if (!after.contains(pending.key())) {
                    gone.put(pending.id(), true);
                }
            });
        });
    }

    @Test
    void oneChangeAtMostIsTriedAndItChangesNothingUntilItIsPromoted() {
        var promoted = new AtomicInteger();
        play((before, command, after, at) -> {
            assertTrue(tried(after).size() <= 1, () -> "two canaries: " + tried(after));
            PendingChange pending = pending(before, command.action());
            boolean wasTried = pending != null && pending.next() == Step.PROMOTE;
            if (!after.equals(before) && !tried(before).equals(tried(after)) && !wasTried) {
                assertEquals(documents(before), documents(after), "a canary begins without changing the group");
            }
            if (pending != null && wasTried && !documents(before).equals(documents(after))) {
                assertTrue(command.action() instanceof Action.Promote || command.action() instanceof Action.Fire);
                promoted.incrementAndGet();
                for (Wanted wanted : pending.wanted()) {
                    assertEquals(wanted.resource(), resource(after, wanted.key()));
                }
            }
        });
        assertTrue(promoted.get() > 0, "no canary was promoted, so that nothing was shown");
    }

    private static List<PendingChange> tried(ScopeImage image) {
        var tried = new ArrayList<PendingChange>();
        image.visit(ResourceKind.PENDING_CHANGES, null, entry -> {
            if (entry.resource() instanceof PendingChange pending && pending.next() == Step.PROMOTE) {
                tried.add(pending);
            }
            return true;
        });
        return tried;
    }

    @Test
    void aChangeIsTakenBackExactlyOrNotAtAll() {
        var restored = new AtomicInteger();
        forAllLists(MAX_MOVES, PendingRulesPropertyTest::anyMove, moves -> {
            Map<String, ScopeImage> met = new HashMap<>();
            run(moves, (before, command, after, at) -> {
                after.visit(ResourceKind.PENDING_CHANGES, null, entry -> {
                    boolean isMade =
                            entry.resource() instanceof PendingChange pending && pending.next() == Step.TAKE_BACK;
                    if (isMade) {
                        met.putIfAbsent(entry.key().id(), before);
                    }
                    return true;
                });
                PendingChange pending = pending(before, command.action());
                if (command.action() instanceof Action.Fire && pending != null && pending.next() == Step.TAKE_BACK) {
                    ScopeImage then = met.getOrDefault(pending.id(), after);
                    for (Wanted wanted : pending.wanted()) {
                        restored.incrementAndGet();
                        assertEquals(resource(then, wanted.key()), resource(after, wanted.key()));
                    }
                }
            });
        });
        assertTrue(restored.get() > 0, "nothing was taken back, so that nothing was shown");
    }

    /** Is told of every accepted command. */
    private interface Observer {
        void accepted(ScopeImage before, Command command, ScopeImage after, Instant at);
    }

    private static void play(Observer observer) {
        forAllLists(MAX_MOVES, PendingRulesPropertyTest::anyMove, moves -> run(moves, observer));
    }

    private static void run(List<Move> moves, Observer observer) {
        var log = new ConfigLog(Commands.SCOPE);
        Instant now = Commands.ASKED_AT;
        submit(log, Commands.put(Resources.group("default"), Resources.upstream("u1")), now, observer);
        for (Move move : moves) {
            now = now.plusSeconds(move.seconds());
            for (PendingChange due : due(log.image(), now)) {
                if (!submit(log, Pending.by("calendar", new Action.Fire(due.id(), due.next())), now, observer)) {
                    assertTrue(submit(
                            log, Pending.by("calendar", new Action.Withdraw(due.id(), due.next())), now, observer));
                }
            }
            assertEquals(
                    List.of(),
                    due(log.image(), now).stream()
                            .filter(pending -> pending.next() == Step.APPLY)
                            .toList());
            submit(log, move.command(), now, observer);
        }
    }

    private static boolean submit(ConfigLog log, Command command, Instant at, Observer observer) {
        ScopeImage before = log.image();
        if (log.submit(command, at) instanceof Decision.Accepted) {
            observer.accepted(before, command, log.image(), at);
            return true;
        }
        return false;
    }

    private static List<PendingChange> due(ScopeImage image, Instant now) {
        var due = new ArrayList<PendingChange>();
        image.visit(ResourceKind.PENDING_CHANGES, null, entry -> {
            if (entry.resource() instanceof PendingChange pending
                    && (isOver(pending, now)
                            || pending.due().filter(time -> !time.isAfter(now)).isPresent())) {
                due.add(pending);
            }
            return true;
        });
        return due;
    }

    /** Canaries are looked at for ten seconds here. */
    private static boolean isOver(PendingChange pending, Instant now) {
        var canary = pending.canary();
        return canary != null
                && canary.beganAt() != null
                && !canary.beganAt().plusSeconds(10).isAfter(now);
    }

    private static @Nullable PendingChange pending(ScopeImage image, Action action) {
        String id = switch (action) {
            case Action.Changeset _ -> null;
            case Action.Approve(String one) -> one;
            case Action.Cancel(String one) -> one;
            case Action.Promote(String one) -> one;
            case Action.Fire(String one, var _) -> one;
            case Action.Withdraw(String one, var _) -> one;
        };
        return id != null && resource(image, PendingChange.key(id)) instanceof PendingChange pending ? pending : null;
    }

    private static @Nullable Resource resource(ScopeImage image, ResourceKey key) {
        return image.get(key).map(Entry::resource).orElse(null);
    }

    private static SortedMap<ResourceKey, Resource> documents(ScopeImage image) {
        var documents = new TreeMap<ResourceKey, Resource>();
        image.forEach(entry -> {
            if (entry.key().kind() != ResourceKind.PENDING_CHANGES) {
                documents.put(entry.key(), entry.resource());
            }
        });
        return documents;
    }

    private static Move anyMove(RandomGenerator random) {
        String glass = chance(random, 10) ? "it burns" : null;
        var origin = new Origin(one(random, "ann", "bob", "eve"), null, glass, Commands.ASKED_AT);
        return new Move(random.nextInt(10), Pending.by(origin, anyAction(random)));
    }

    private static Action anyAction(RandomGenerator random) {
        String id = String.valueOf(1 + random.nextInt(MAX_MOVES));
        return switch (random.nextInt(12)) {
            case 0 -> new Action.Cancel(id);
            case 1, 2, 3 -> new Action.Approve(String.valueOf(1 + random.nextInt(MAX_MOVES / 4)));
            case 4 -> Action.Changeset.of(new Edit.Put(anyRuledGroup(random)));
            case 5 -> new Action.Promote(id);
            case 6 -> {
                var plain = Commands.anyChangeset(random, Commands.SCOPE);
                Instant start = Commands.ASKED_AT.plusSeconds(random.nextInt(300));
                var schedule = new Schedule(
                        maybe(random, () -> start), maybe(random, () -> start.plusSeconds(1 + random.nextInt(60))));
                yield new Action.Changeset(plain.edits(), plain.guard(), schedule, Pending.anyCanary(random));
            }
            default -> {
                var plain = Commands.anyChangeset(random, Commands.SCOPE);
                Instant start = Commands.ASKED_AT.plusSeconds(random.nextInt(300));
                yield Pending.at(
                        maybe(random, () -> start),
                        maybe(random, () -> start.plusSeconds(1 + random.nextInt(60))),
                        plain.edits().toArray(Edit[]::new));
            }
        };
    }

    private static Group anyRuledGroup(RandomGenerator random) {
        Instant from = Commands.ASKED_AT.plusSeconds(random.nextInt(300));
        var freeze = new Freeze(from, from.plusSeconds(1 + random.nextInt(30)), null);
        return new Group(
                "default",
                Descriptor.NONE,
                null,
                new ChangeRules(random.nextInt(3), random.nextBoolean() ? List.of(freeze) : List.of()));
    }
}
