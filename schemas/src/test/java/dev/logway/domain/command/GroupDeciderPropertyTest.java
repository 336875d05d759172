package dev.logway.domain.command;

import static dev.logway.testkit.Property.forAllLists;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.image.Entry;
import dev.logway.domain.image.Meta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.testkit.Commands;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GroupDeciderPropertyTest {
    private static final int MAX_COMMANDS = 60;
    private static final Instant NOW = Instant.parse("2026-02-02T00:00:00Z");

    @Test
    void noReferenceEverDangles() {
        forAllImagesAfter((image, _) -> image.forEach(entry -> entry.resource()
                .references()
                .forEach(target -> assertTrue(image.contains(target), entry.key() + " refers to " + target))));
    }

    @Test
    void nothingIsLeftWithoutItsGroup() {
        forAllImagesAfter((image, _) -> assertTrue(image.size() == 0 || image.contains(Group.key("default"))));
    }

    @Test
    void theSameImageAndCommandAlwaysDecideTheSame() {
        forAllDecisions((image, command) -> assertEquals(
                GroupDecider.decide(image, command, NOW),
                GroupDecider.decide(ScopeImage.empty(image.scope()).apply(image.asDelta()), command, NOW)));
    }

    @Test
    void theOrderOfEditsDoesNotMatter() {
        forAllDecisions((image, command) -> {
            if (command.action()
                    instanceof Action.Changeset(List<Edit> edits, Action.Guard guard, var schedule, var canary)) {
                var shuffled = new ArrayList<>(edits);
                Collections.shuffle(shuffled, new Random(edits.size()));
                var other = new Command(
                        command.id(),
                        command.scope(),
                        command.origin(),
                        command.idempotencyKey(),
                        command.preconditions(),
                        new Action.Changeset(shuffled, guard, schedule, canary));

                assertEquals(GroupDecider.decide(image, command, NOW), GroupDecider.decide(image, other, NOW));
            }
        });
    }

    @Test
    void aRejectionHasReasonsAndChangesNothing() {
        forAllLists(MAX_COMMANDS, GroupDeciderPropertyTest::anyCommand, commands -> {
            var log = new ConfigLog(Commands.SCOPE);
            for (Command command : commands) {
                ScopeImage before = log.image();
                long end = log.topic().end();
                if (log.submit(command) instanceof Decision.Rejected(List<Rejection> reasons)) {
                    assertFalse(reasons.isEmpty());
                    assertEquals(before, log.image());
                    assertEquals(end, log.topic().end());
                }
            }
        });
    }

    @Test
    void eachAcceptedCommandIsOneRevision() {
        forAllLists(MAX_COMMANDS, GroupDeciderPropertyTest::anyCommand, commands -> {
            var log = new ConfigLog(Commands.SCOPE);
            long revision = 0;
            for (Command command : commands) {
                revision += log.submit(command) instanceof Decision.Accepted ? 1 : 0;
                assertEquals(revision, log.image().revision());
            }
        });
    }

    @Test
    void exactlyWhatAnAcceptedCommandAsksForIsThereAfterwards() {
        forAllImagesAfter((image, command) -> edits(command).forEach(edit -> {
            switch (edit) {
                case Edit.Put(Resource resource) ->
                    assertEquals(
                            resource, image.get(resource.key()).orElseThrow().resource());
                case Edit.Delete(ResourceKey key) -> assertFalse(image.contains(key));
            }
        }));
    }

    @Test
    void theRevisionOfAResourceIsThatOfItsLastRealChange() {
        forAllLists(MAX_COMMANDS, GroupDeciderPropertyTest::anyCommand, commands -> {
            var log = new ConfigLog(Commands.SCOPE);
            for (Command command : commands) {
                ScopeImage before = log.image();
                log.submit(command);
                ScopeImage after = log.image();
                after.forEach(entry -> {
                    Entry old = before.get(entry.key()).orElse(null);
                    boolean same = old != null && old.resource().equals(entry.resource());
                    Meta meta = entry.meta();
                    assertEquals(old != null && same ? old.meta().revision() : after.revision(), meta.revision());
                    assertEquals(old == null ? meta.updatedAt() : old.meta().createdAt(), meta.createdAt());
                });
            }
        });
    }

    @Test
    void changesAreSortedAndOnlyOfKeysThatTheCommandNames() {
        forAllDecisions((image, command) -> {
            if (GroupDecider.decide(image, command, NOW) instanceof Decision.Accepted(List<Change> changes)) {
                List<ResourceKey> changed = changes.stream().map(Change::key).toList();
                var named = new TreeSet<>(edits(command).stream().map(Edit::key).toList());

                assertEquals(List.copyOf(new TreeSet<>(changed)), changed);
                assertTrue(named.containsAll(changed));
            }
        });
    }

    /** Checks {@code claim} for every command and the image that it meets. */
    private static void forAllDecisions(BiConsumer<ScopeImage, Command> claim) {
        forAllLists(MAX_COMMANDS, GroupDeciderPropertyTest::anyCommand, commands -> {
            var log = new ConfigLog(Commands.SCOPE);
            for (Command command : commands) {
                claim.accept(log.image(), command);
                log.submit(command);
            }
        });
    }

    /** Checks {@code claim} for every accepted command and the image it leads to. */
    private static void forAllImagesAfter(BiConsumer<ScopeImage, Command> claim) {
        forAllLists(MAX_COMMANDS, GroupDeciderPropertyTest::anyCommand, commands -> {
            var log = new ConfigLog(Commands.SCOPE);
            for (Command command : commands) {
                if (log.submit(command) instanceof Decision.Accepted) {
                    claim.accept(log.image(), command);
                }
            }
        });
    }

    private static List<Edit> edits(Command command) {
        return switch (command.action()) {
            case Action.Changeset changeset -> changeset.edits();
            case Action.Approve _, Action.Cancel _, Action.Promote _, Action.Fire _, Action.Withdraw _ -> List.of();
        };
    }

    private static Command anyCommand(RandomGenerator random) {
        return random.nextInt(8) == 0
                ? Commands.put(Resources.group("default"), Resources.upstream("u1"))
                : Commands.anyIn(random, Commands.SCOPE);
    }
}
