package dev.logway.log;

/**
 * Where reading a config topic goes on: opaque to everyone but the reader that made it.
 *
 * @param clusterId of the cluster it was read from
 * @param topicId of the topic, which another topic of the same name does not share
 * @param offset of the next record
 */
public record LogPosition(String clusterId, String topicId, long offset) {}
