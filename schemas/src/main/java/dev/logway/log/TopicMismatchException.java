package dev.logway.log;

/** A topic that exists and is not as it must be. The message names the topic, what is wrong, and the way out. */
public final class TopicMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicMismatchException(String topic, String setting, String actual, String expected) {
        super("topic " + topic + " has " + setting + "=" + actual + " (expected: " + expected
                + "); correct it, or choose another topic.prefix");
    }
}
