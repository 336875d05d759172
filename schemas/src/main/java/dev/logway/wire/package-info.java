/** The border between the domain and the log: codecs, topic names and their configuration. Avro stays in here. */
@NullMarked
package dev.logway.wire;

import org.jspecify.annotations.NullMarked;
