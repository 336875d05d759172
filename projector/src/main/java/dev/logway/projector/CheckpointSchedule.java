package dev.logway.projector;

import static dev.logway.domain.Require.require;

import dev.logway.domain.image.ScopeImage;

/**
 * At which revisions a scope's image is kept: every {@code revisions}, or as many times that as the image is large, so
 * that keeping images never writes more resources than commands do. The same revisions whoever decides.
 *
 * @param revisions 0 to keep none
 */
record CheckpointSchedule(long revisions) {

    /** @throws IllegalArgumentException if {@code revisions} is negative */
    CheckpointSchedule {
        require(revisions >= 0, ProjectorConfig.CHECKPOINT_REVISIONS, revisions, ">= 0");
    }

    boolean isDue(ScopeImage image) {
        return revisions > 0
                && image.revision() % (revisions * Math.ceilDiv(Math.max(1, image.size()), revisions)) == 0;
    }
}
