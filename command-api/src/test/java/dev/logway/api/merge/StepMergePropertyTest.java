package dev.logway.api.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.api.json.Documents;
import dev.logway.api.json.SchemaFiles;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Precondition;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.secret.SecretCipher;
import dev.logway.testkit.Commands;
import dev.logway.testkit.DecidedHistory;
import dev.logway.testkit.Property;
import dev.logway.testkit.Resources;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Undoing any revision of any history. */
class StepMergePropertyTest {
    private static final int MAX_COMMANDS = 25;

    private final StepMerge merge =
            new StepMerge(new Documents(SchemaFiles.load(), SecretCipher.NONE, InstantSource.system()));

    private Plan undo(DecidedHistory history, long revision, ScopeImage now) {
        return merge.plan(Step.between(history.image(revision), history.image(revision - 1)), now);
    }

    @Test
    void anUndoRightAfterAChangeGivesWhatWasBefore() {
        forAllHistories(history -> {
            for (long revision = 1; revision <= history.image().revision(); revision++) {
                Plan undo = undo(history, revision, history.image(revision));
                assertTrue(undo.conflicts().isEmpty(), undo::toString);
                assertEquals(resources(history.image(revision - 1)), after(undo, resources(history.image(revision))));
            }
        });
    }

    @Test
    void theUndoOfAnUndoGivesWhatTheChangeMade() {
        forAllHistories(history -> {
            for (long revision = 1; revision <= history.image().revision(); revision++) {
                ScopeImage before = history.image(revision - 1);
                ScopeImage after = history.image(revision);
                Plan again = merge.plan(Step.between(before, after), before);
                assertTrue(again.conflicts().isEmpty(), again::toString);
                assertEquals(resources(after), after(again, resources(before)));
            }
        });
    }

    @Test
    void whatTheRevisionDidNotTouchIsNotTouched() {
        forAllHistories(history -> {
            for (long revision = 1; revision <= history.image().revision(); revision++) {
                Map<ResourceKey, Resource> before = resources(history.image(revision - 1));
                Map<ResourceKey, Resource> after = resources(history.image(revision));
                for (Edit edit : undo(history, revision, history.image()).edits()) {
                    assertNotEquals(before.get(edit.key()), after.get(edit.key()), edit::toString);
                }
            }
        });
    }

    @Test
    void everyEditIsOnTheConditionThatItsResourceIsAsItWas() {
        forAllHistories(history -> {
            ScopeImage now = history.image();
            for (long revision = 1; revision <= now.revision(); revision++) {
                Plan undo = undo(history, revision, now);
                List<Precondition> expected = undo.edits().stream()
                        .map(Edit::key)
                        .map(key -> now.get(key)
                                .<Precondition>map(entry -> new Precondition.RevisionIs(
                                        key, List.of(entry.meta().revision())))
                                .orElseGet(() -> new Precondition.Absent(key)))
                        .toList();
                assertEquals(expected, undo.preconditions());
            }
        });
    }

    @Test
    void aWholeImageIsPutBack() {
        forAllHistories(history -> {
            for (long revision = 0; revision <= history.image().revision(); revision++) {
                Plan revert = Plan.replacing(history.image(), history.image(revision));
                assertEquals(resources(history.image(revision)), after(revert, resources(history.image())));
            }
        });
    }

    private static void forAllHistories(Consumer<DecidedHistory> claim) {
        Property.forAllLists(MAX_COMMANDS, random -> Commands.anyIn(random, Commands.SCOPE), commands -> {
            var history =
                    DecidedHistory.of(List.of(Commands.put(Resources.group("default"), Resources.upstream("u1"))));
            commands.forEach(history::submit);
            claim.accept(history);
        });
    }

    private static Map<ResourceKey, Resource> resources(ScopeImage image) {
        var resources = new TreeMap<ResourceKey, Resource>();
        image.forEach(entry -> resources.put(entry.key(), entry.resource()));
        return resources;
    }

    private static Map<ResourceKey, Resource> after(Plan plan, Map<ResourceKey, Resource> resources) {
        var after = new TreeMap<>(resources);
        for (Edit edit : plan.edits()) {
            switch (edit) {
                case Edit.Put(Resource resource) -> after.put(resource.key(), resource);
                case Edit.Delete(ResourceKey key) -> after.remove(key);
            }
        }
        return after;
    }
}
