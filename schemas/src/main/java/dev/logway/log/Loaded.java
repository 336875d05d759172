package dev.logway.log;

import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.wire.Seal;

/**
 * A whole revision, ready to serve.
 *
 * @param delta from the image published before, or from the empty one
 * @param image at the seal's revision, with the seal's digest
 * @param seal that vouches for the image
 * @param position after the seal
 */
public record Loaded(ScopeDelta delta, ScopeImage image, Seal seal, LogPosition position) {}
