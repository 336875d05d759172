package dev.logway.edge.upstream;

import dev.logway.domain.resource.Node;
import org.jspecify.annotations.Nullable;

/**
 * A node as a part of an upstream.
 *
 * @param passive what its traffic tells of its health, or null if nobody asks
 */
record Member(LiveNode live, Node node, @Nullable HealthTally passive) {}
