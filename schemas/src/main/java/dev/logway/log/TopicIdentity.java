package dev.logway.log;

/** Which topic a name stands for: one that was deleted and made again has the same name and other contents. */
record TopicIdentity(String clusterId, String topicId) {

    LogPosition position(long offset) {
        return new LogPosition(clusterId, topicId, offset);
    }
}
