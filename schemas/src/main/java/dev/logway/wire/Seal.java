package dev.logway.wire;

import dev.logway.domain.command.CommandId;
import dev.logway.domain.image.Digest;
import java.time.Instant;

/** The last record of every accepted command in its scope's config topic: what an image at this point must be. */
public record Seal(long revision, Digest digest, CommandId commandId, Instant at) {}
