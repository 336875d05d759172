package dev.logway.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompactedTopicTest {
    private final CompactedTopic topic = new CompactedTopic();

    @BeforeEach
    void fill() {
        append("a", "1");
        append("b", "1");
        append("a", "2");
        topic.skip(1);
        append("b", null);
        append("a", "3");
    }

    @Test
    void offsetsStayWhenRecordsGo() {
        topic.compact(4);

        assertEquals(List.of("1:b=1", "2:a=2", "4:b=null", "5:a=3"), shown(0));
    }

    @Test
    void compactionKeepsTheLastRecordOfEachKey() {
        topic.compact(topic.end());

        assertEquals(List.of("4:b=null", "5:a=3"), shown(0));
    }

    @Test
    void tombstonesGoWhenTheyAreOld() {
        topic.compactWithTombstones(5);

        assertEquals(List.of("2:a=2", "5:a=3"), shown(0));
    }

    @Test
    void readingStartsAtTheNextRecordThereIs() {
        assertEquals(List.of("4:b=null", "5:a=3"), shown(3));
        assertEquals(6, topic.end());
    }

    private void append(String key, @Nullable String value) {
        topic.append(key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }

    private List<String> shown(long from) {
        return topic.read(from).stream()
                .map(found -> found.offset() + ":" + new String(found.key(), UTF_8) + "="
                        + (found.value() == null ? "null" : new String(found.value(), UTF_8)))
                .toList();
    }
}
