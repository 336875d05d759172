package dev.logway.edge.snapshot;

import dev.logway.domain.image.ScopeImage;
import dev.logway.log.LogPosition;
import java.time.Instant;

/**
 * An image that was served, with where reading goes on.
 *
 * @param sealedAt when the projector decided the image's revision, by the broker's clock
 * @param asOf when the image was last known to be the newest there is
 */
public record Snapshot(ScopeImage image, LogPosition position, Instant sealedAt, Instant asOf) {}
