package dev.logway.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.command.Command;
import dev.logway.testkit.Commands;
import dev.logway.testkit.CompactedTopic;
import dev.logway.testkit.DecidedHistory;
import dev.logway.testkit.LoggedHistory;
import dev.logway.testkit.Property;
import dev.logway.testkit.Resources;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigFoldPropertyTest {
    @Test
    void aTopicThatLostOrKeptAnythingBecomesByteForByteWhatItWas() {
        Property.forAllLists(25, random -> Commands.anyIn(random, Commands.SCOPE), commands -> {
            var all = new ArrayList<Command>();
            all.add(Commands.put(Resources.group(Commands.SCOPE.name()), Resources.upstream("u1")));
            all.addAll(commands);
            DecidedHistory history = DecidedHistory.of(all);
            var fold = new ConfigFold(Commands.SCOPE);
            LoggedHistory.of(history).stream()
                    .filter(record -> record.topic().equals(LoggedHistory.TOPICS.events()))
                    .forEach(fold::accept);
            SortedMap<String, byte[]> right = last(history.config().records());

            assertEquals(List.of(), fold.repairs(right), "what is right is left alone");
            assertEquals(text(right), text(repaired(new TreeMap<>(), fold)), "a lost topic");
            assertEquals(text(right), text(repaired(damaged(right), fold)), "a damaged topic");
        });
    }

    private static SortedMap<String, byte[]> damaged(Map<String, byte[]> right) {
        var random = new SplittableRandom(right.size());
        var damaged = new TreeMap<String, byte[]>();
        right.forEach((key, value) -> {
            switch (random.nextInt(3)) {
                case 0 -> damaged.put(key, new byte[] {1, 2, 3});
                case 1 -> damaged.put(key, value);
                default -> {}
            }
        });
        damaged.put("routes/stranger", new byte[] {4});
        return damaged;
    }

    private static SortedMap<String, byte[]> repaired(SortedMap<String, byte[]> topic, ConfigFold fold) {
        for (ConfigFold.Repair repair : fold.repairs(topic)) {
            apply(topic, new String(repair.key(), UTF_8), repair.value());
        }
        return topic;
    }

    private static SortedMap<String, byte[]> last(List<CompactedTopic.LogRecord> records) {
        var last = new TreeMap<String, byte[]>();
        records.forEach(record -> apply(last, new String(record.key(), UTF_8), record.value()));
        return last;
    }

    private static void apply(SortedMap<String, byte[]> topic, String key, byte @Nullable [] value) {
        if (value == null) {
            topic.remove(key);
        } else {
            topic.put(key, value);
        }
    }

    private static String text(Map<String, byte[]> topic) {
        var text = new StringBuilder();
        topic.forEach((key, value) -> text.append(key)
                .append(' ')
                .append(HexFormat.of().formatHex(value))
                .append('\n'));
        return text.toString();
    }
}
