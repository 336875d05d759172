package dev.logway.testkit;

import dev.logway.log.LogPosition;
import dev.logway.log.ScopeLoader;
import dev.logway.testkit.CompactedTopic.LogRecord;

/** A reader that follows a {@link CompactedTopic} and feeds a loader, as a consumer does. */
public final class TopicTail {
    private final CompactedTopic topic;
    private final ScopeLoader loader;
    private long position;

    /** @param from the offset to start at; 0 for the whole topic */
    public TopicTail(CompactedTopic topic, ScopeLoader loader, long from) {
        this.topic = topic;
        this.loader = loader;
        this.position = from;
    }

    /** Reads at most {@code max} records, and tells the loader if the end is reached. */
    public void poll(int max) {
        for (LogRecord found : topic.read(position, max)) {
            position = found.offset() + 1;
            loader.accept(found.key(), found.value(), at(position));
        }
        loader.settle();
        if (topic.read(position, 1).isEmpty()) {
            position = topic.end();
            loader.caughtUp(at(position));
        }
    }

    /** Reads to the end. */
    public void drain() {
        poll(Integer.MAX_VALUE);
    }

    public ScopeLoader loader() {
        return loader;
    }

    /** The position of {@code offset} in every topic of the test kit. */
    public static LogPosition at(long offset) {
        return new LogPosition("cluster", "topic", offset);
    }
}
