package dev.logway.log;

import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Finds out which topic a name stands for. Every call blocks until the cluster answered. Threadsafe. */
interface TopicFinder extends AutoCloseable {

    /**
     * The topic called {@code name}.
     *
     * @throws UnknownTopicOrPartitionException if there is none
     * @throws LogUnreachableException if the cluster does not answer
     */
    TopicIdentity find(String name);

    @Override
    void close();
}
