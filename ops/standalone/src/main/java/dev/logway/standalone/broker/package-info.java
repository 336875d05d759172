/** A real Kafka broker inside this process: one KRaft node, or one of a small cluster. */
@NullMarked
package dev.logway.standalone.broker;

import org.jspecify.annotations.NullMarked;
