package dev.logway.log;

import static dev.logway.testkit.Property.forAllLists;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Command;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.testkit.Commands;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Publications;
import dev.logway.testkit.Resources;
import dev.logway.testkit.TopicTail;
import dev.logway.wire.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ScopeLoaderPropertyTest {
    private static final int MAX_STEPS = 50;
    private static final ScopeImage EMPTY = ScopeImage.empty(Commands.SCOPE);

    /** What happens to a topic and its reader. */
    private sealed interface Step {
        record Submit(Command command) implements Step {}

        record Poll(int records) implements Step {}

        record Compact(int percent) implements Step {}

        record Damage(ResourceKey key) implements Step {}

        static Step any(RandomGenerator random) {
            return switch (random.nextInt(10)) {
                case 0, 1, 2 -> new Poll(1 + random.nextInt(6));
                case 3 -> new Compact(random.nextInt(101));
                case 4 -> new Submit(Commands.put(Resources.group("default"), Resources.upstream("u1")));
                default -> new Submit(Commands.anyIn(random, Commands.SCOPE));
            };
        }

        static Step anyOrDamage(RandomGenerator random) {
            return random.nextInt(10) == 0 ? new Damage(Resources.anyKey(random, "default")) : any(random);
        }
    }

    @Test
    void onlyImagesThatTheProjectorHadArePublishedAndTheLastOfThemInTheEnd() {
        forAllLists(MAX_STEPS, Step::any, steps -> {
            var log = new ConfigLog(Commands.SCOPE);
            var publications = new Publications();
            var tail = new TopicTail(log.topic(), new ScopeLoader(EMPTY, publications), 0);
            run(steps, log, tail);
            tail.drain();

            assertTrue(publications.accepted().stream()
                    .allMatch(loaded ->
                            loaded.image().equals(log.image(loaded.image().revision()))));
            assertEquals(List.copyOf(new TreeSet<>(publications.revisions())), publications.revisions());
            assertEquals(log.image(), tail.loader().published());
            assertEquals(List.of(), tail.loader().faults());
        });
    }

    @Test
    void deltasLeadFromImageToImageAndHoldNothingElse() {
        forAllLists(MAX_STEPS, Step::any, steps -> {
            var log = new ConfigLog(Commands.SCOPE);
            var refusing = new Publications(loaded -> loaded.image().revision() % 3 == 1);
            var tail = new TopicTail(log.topic(), new ScopeLoader(EMPTY, refusing), 0);
            run(steps, log, tail);
            tail.drain();

            ScopeImage before = EMPTY;
            for (Loaded loaded : refusing.accepted()) {
                assertEquals(difference(before, loaded.image()), loaded.delta().changes());
                before = before.apply(loaded.delta());
                assertEquals(loaded.image(), before);
            }
        });
    }

    @Test
    void rebuildingFromAnyRevisionPublishesTheDifference() {
        forAllLists(MAX_STEPS, Step::any, steps -> {
            var log = new ConfigLog(Commands.SCOPE);
            run(steps, log, new TopicTail(log.topic(), new ScopeLoader(EMPTY, _ -> {}), 0));
            for (long revision = 0; revision < log.image().revision(); revision++) {
                ScopeImage served = log.image(revision);
                var publications = new Publications();
                new TopicTail(log.topic(), ScopeLoader.rebuilding(served, publications), 0).drain();

                assertEquals(
                        difference(served, log.image()),
                        publications.last().delta().changes());
                assertEquals(log.image(), publications.last().image());
            }
        });
    }

    @Test
    void goingOnFromAnyPublishedImageLeadsToTheSameEnd() {
        forAllLists(MAX_STEPS, Step::any, steps -> {
            var log = new ConfigLog(Commands.SCOPE);
            var publications = new Publications();
            var tail = new TopicTail(log.topic(), new ScopeLoader(EMPTY, publications), 0);
            run(steps, log, tail);
            tail.drain();
            for (Loaded saved : publications.accepted()) {
                var resumed = new TopicTail(
                        log.topic(),
                        new ScopeLoader(saved.image(), _ -> {}),
                        saved.position().offset());
                resumed.drain();

                assertEquals(log.image(), resumed.loader().published());
                assertEquals(List.of(), resumed.loader().faults());
            }
        });
    }

    @Test
    void damagedRecordsNeverMakeAnImageThatNeverWas() {
        forAllLists(MAX_STEPS, Step::anyOrDamage, steps -> {
            var log = new ConfigLog(Commands.SCOPE);
            var publications = new Publications();
            var tail = new TopicTail(log.topic(), new ScopeLoader(EMPTY, publications), 0);
            run(steps, log, tail);
            tail.drain();
            var fresh = new TopicTail(log.topic(), new ScopeLoader(EMPTY, publications), 0);
            fresh.drain();

            assertTrue(publications.accepted().stream()
                    .allMatch(loaded ->
                            loaded.image().equals(log.image(loaded.image().revision()))));
            assertTrue(fresh.loader().published().equals(log.image())
                    || !fresh.loader().faults().isEmpty());
        });
    }

    private static void run(List<Step> steps, ConfigLog log, TopicTail tail) {
        for (Step step : steps) {
            switch (step) {
                case Step.Submit(Command command) -> log.submit(command);
                case Step.Poll(int records) -> tail.poll(records);
                case Step.Compact(int percent) ->
                    log.topic().compact(log.topic().end() * percent / 100);
                case Step.Damage(ResourceKey key) -> log.topic().append(Keys.of(key), new byte[] {7});
            }
        }
    }

    private static List<EntryChange> difference(ScopeImage before, ScopeImage after) {
        var keys = new TreeSet<ResourceKey>();
        before.forEach(entry -> keys.add(entry.key()));
        after.forEach(entry -> keys.add(entry.key()));
        var changes = new ArrayList<EntryChange>();
        for (ResourceKey key : keys) {
            Entry entry = after.get(key).orElse(null);
            if (!before.get(key).equals(after.get(key))) {
                changes.add(entry == null ? new EntryChange.Remove(key) : new EntryChange.Put(entry));
            }
        }
        return changes;
    }
}
