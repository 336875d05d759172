package dev.logway.domain.image;

import static dev.logway.testkit.Property.forAllLists;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.logway.domain.command.Command;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.testkit.Commands;
import dev.logway.testkit.CompactedTopic;
import dev.logway.testkit.CompactedTopic.LogRecord;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Resources;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScopeImagePropertyTest {
    private static final int MAX_COMMANDS = 60;

    @Test
    void theFoldIsTheImageBuiltFromScratch() {
        forAllLists(MAX_COMMANDS, ScopeImagePropertyTest::anyCommand, commands -> {
            ConfigLog log = ConfigLog.of(commands);

            assertEquals(log.image(), image(log.image().revision(), entries(log).values()));
        });
    }

    @Test
    void everyRevisionStaysAsItWas() {
        forAllLists(MAX_COMMANDS, ScopeImagePropertyTest::anyCommand, commands -> {
            var log = new ConfigLog(Commands.SCOPE);
            var digests = new ArrayList<Digest>();
            var contents = new ArrayList<ScopeDelta>();
            for (Command command : commands) {
                long before = log.image().revision();
                log.submit(command);
                if (log.image().revision() > before) {
                    digests.add(log.image().digest());
                    contents.add(log.image().asDelta());
                }
            }
            for (int i = 0; i < digests.size(); i++) {
                assertEquals(digests.get(i), log.image(i + 1).digest());
                assertEquals(contents.get(i), log.image(i + 1).asDelta());
            }
        });
    }

    @Test
    void theDigestIsTheSumOfTheEntriesInAnyOrder() {
        forAllLists(MAX_COMMANDS, ScopeImagePropertyTest::anyCommand, commands -> {
            ConfigLog log = ConfigLog.of(commands);

            var shuffled = new ArrayList<>(entries(log).values());
            Collections.shuffle(shuffled, new Random(commands.size()));
            Digest digest = Digest.EMPTY;
            for (Entry entry : shuffled) {
                digest = digest.plus(entry.fingerprint());
            }
            assertEquals(digest, log.image().digest());
            assertEquals(digest, image(log.image().revision(), shuffled).digest());
        });
    }

    @Test
    void takingEverythingAwayGivesTheEmptyDigest() {
        forAllLists(MAX_COMMANDS, ScopeImagePropertyTest::anyCommand, commands -> {
            ScopeImage image = ConfigLog.of(commands).image();
            var removals = new ArrayList<EntryChange>();
            image.forEach(entry -> removals.add(new EntryChange.Remove(entry.key())));

            ScopeImage emptied = image.apply(ScopeDelta.of(image.revision(), image.revision() + 1, removals));

            assertEquals(Digest.EMPTY, emptied.digest());
            assertEquals(0, emptied.size());
            assertEquals(List.of(), allUsers(emptied));
        });
    }

    @Test
    void usersAreExactlyTheEntriesThatRefer() {
        forAllLists(MAX_COMMANDS, ScopeImagePropertyTest::anyCommand, commands -> {
            ConfigLog log = ConfigLog.of(commands);
            Map<ResourceKey, TreeSet<ResourceKey>> users = new TreeMap<>();
            entries(log)
                    .values()
                    .forEach(entry -> entry.resource()
                            .references()
                            .forEach(target -> users.computeIfAbsent(target, _ -> new TreeSet<>())
                                    .add(entry.key())));

            for (ResourceKey target : everyKey()) {
                List<ResourceKey> expected = List.copyOf(users.getOrDefault(target, new TreeSet<>()));
                assertEquals(expected, log.image().usersOf(target, Integer.MAX_VALUE));
                int some = Math.min(2, expected.size());
                assertEquals(expected.subList(0, some), log.image().usersOf(target, 2));
            }
        });
    }

    @Test
    void asDeltaBuildsTheSameImage() {
        forAllLists(MAX_COMMANDS, ScopeImagePropertyTest::anyCommand, commands -> {
            ScopeImage image = ConfigLog.of(commands).image();

            ScopeImage again = ScopeImage.empty(image.scope()).apply(image.asDelta());

            assertEquals(image, again);
            assertEquals(allUsers(image), allUsers(again));
        });
    }

    @Test
    void kindsAreVisitedByIdAfterTheGivenOne() {
        forAllLists(MAX_COMMANDS, ScopeImagePropertyTest::anyCommand, commands -> {
            ConfigLog log = ConfigLog.of(commands);
            for (ResourceKind kind : ResourceKind.values()) {
                List<String> ids = entries(log).keySet().stream()
                        .filter(key -> key.kind() == kind)
                        .map(ResourceKey::id)
                        .toList();
                assertEquals(ids, visited(log.image(), kind, null));
                for (int i = 0; i < ids.size(); i++) {
                    assertEquals(ids.subList(i + 1, ids.size()), visited(log.image(), kind, ids.get(i)));
                }
            }
        });
    }

    @Test
    void compactionDoesNotChangeTheImage() {
        forAllLists(MAX_COMMANDS, ScopeImagePropertyTest::anyCommand, commands -> {
            ConfigLog log = ConfigLog.of(commands);
            CompactedTopic topic = log.topic();
            for (long before = topic.end() / 3; before <= topic.end(); before += 1 + topic.end() / 7) {
                topic.compactWithTombstones(before);

                assertEquals(log.image(), fold(topic));
            }
        });
    }

    @Test
    void aDeltaOfAnotherRevisionIsRefused() {
        ScopeImage image =
                ConfigLog.of(List.of(Commands.put(Resources.group("default")))).image();

        assertThrows(IllegalArgumentException.class, () -> image.apply(new ScopeDelta(0, 2, List.of())));
        assertThrows(IllegalArgumentException.class, () -> image.apply(new ScopeDelta(1, 0, List.of())));
    }

    /** Mostly what a group's operators do; the group is made early, so that most of it is accepted. */
    private static Command anyCommand(RandomGenerator random) {
        return random.nextInt(5) == 0
                ? Commands.put(Resources.group("default"), Resources.upstream("u1"))
                : Commands.anyIn(random, Commands.SCOPE);
    }

    /** The last entry of each key, read from the records alone. */
    private static Map<ResourceKey, Entry> entries(ConfigLog log) {
        var entries = new TreeMap<ResourceKey, Entry>();
        for (LogRecord found : log.records()) {
            if (ConfigCodec.decode(Commands.SCOPE, found.key(), found.value())
                    instanceof ConfigItem.Changed(EntryChange change)) {
                switch (change) {
                    case EntryChange.Put(Entry entry) -> entries.put(entry.key(), entry);
                    case EntryChange.Remove(ResourceKey key) -> entries.remove(key);
                }
            }
        }
        return entries;
    }

    private static ScopeImage fold(CompactedTopic topic) {
        ScopeImage image = ScopeImage.empty(Commands.SCOPE);
        var changes = new ArrayList<EntryChange>();
        for (LogRecord found : topic.read(0)) {
            switch (ConfigCodec.decode(Commands.SCOPE, found.key(), found.value())) {
                case ConfigItem.Changed(EntryChange change) -> changes.add(change);
                case ConfigItem.Sealed sealed -> {
                    image = image.apply(
                            ScopeDelta.of(image.revision(), sealed.seal().revision(), changes));
                    changes.clear();
                }
            }
        }
        return image;
    }

    private static ScopeImage image(long revision, Collection<Entry> entries) {
        List<EntryChange> puts =
                entries.stream().<EntryChange>map(EntryChange.Put::new).toList();
        return ScopeImage.empty(Commands.SCOPE).apply(new ScopeDelta(0, revision, puts));
    }

    private static List<String> visited(ScopeImage image, ResourceKind kind, @Nullable String afterId) {
        var ids = new ArrayList<String>();
        image.visit(kind, afterId, entry -> ids.add(entry.key().id()));
        return ids;
    }

    private static List<ResourceKey> allUsers(ScopeImage image) {
        return everyKey().stream()
                .flatMap(target -> image.usersOf(target, Integer.MAX_VALUE).stream())
                .toList();
    }

    private static List<ResourceKey> everyKey() {
        var keys = new ArrayList<ResourceKey>();
        for (ResourceKind kind : ResourceKind.values()) {
            for (String id :
                    List.of("default", "r1", "r2", "r3", "r4", "s1", "s2", "s3", "s4", "u1", "u2", "u3", "u4")) {
                keys.add(new ResourceKey(kind, id));
            }
        }
        return keys;
    }
}
