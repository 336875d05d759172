package dev.logway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.Scope;
import dev.logway.testkit.Thrown;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void everyNameHasThePrefix() {
        Topics topics = Topics.byDefault();

        assertEquals(
                List.of(
                        "logway.commands",
                        "logway.events",
                        "logway.heartbeats",
                        "logway.instances",
                        "logway.instance-events",
                        "logway.checkpoints",
                        "logway.checkpoint-parts",
                        "logway.access.default",
                        "logway.config.group.default"),
                List.of(
                        topics.commands(),
                        topics.events(),
                        topics.heartbeats(),
                        topics.instances(),
                        topics.instanceEvents(),
                        topics.checkpoints(),
                        topics.checkpointParts(),
                        topics.access("default"),
                        topics.config(Scope.group("default"))));
    }

    @Test
    void theScopeOfAConfigTopicIsReadBack() {
        for (String prefix : List.of("logway.", "a", "a.config.", "x-1.")) {
            var topics = new Topics(prefix);
            for (Scope scope : List.of(Scope.group("default"), Scope.group("a-b-9"), Scope.STRAY)) {
                assertEquals(Optional.of(scope), topics.scopeOfConfig(topics.config(scope)));
            }
            assertEquals(Optional.empty(), topics.scopeOfConfig(topics.commands()));
            assertEquals(Optional.empty(), topics.scopeOfConfig(topics.access("default")));
            assertEquals(Optional.empty(), topics.scopeOfConfig("other.config.group.default"));
            assertEquals(Optional.empty(), topics.scopeOfConfig(prefix + "config.group.a.b"));
        }
    }

    @Test
    void aPrefixIsPartOfATopicsName() {
        assertEquals(
                "topic.prefix: Logway_ (expected: 1 to 64 of a-z, 0-9, '-' and '.')",
                Thrown.message(IllegalArgumentException.class, () -> new Topics("Logway_")));
        Thrown.message(IllegalArgumentException.class, () -> new Topics(""));
        Thrown.message(IllegalArgumentException.class, () -> new Topics("a".repeat(65)));
        assertEquals("a".repeat(64), new Topics("a".repeat(64)).prefix());
    }
}
