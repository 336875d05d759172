/** What requests feel of a node of their upstream that is killed. */
@NullMarked
package dev.logway.bench.failover;

import org.jspecify.annotations.NullMarked;
