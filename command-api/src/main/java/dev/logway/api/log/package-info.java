/** Where commands go and history comes from: the ports, and their adapters to Kafka. */
@NullMarked
package dev.logway.api.log;

import org.jspecify.annotations.NullMarked;
