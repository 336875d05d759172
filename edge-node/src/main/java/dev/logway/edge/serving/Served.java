package dev.logway.edge.serving;

import dev.logway.domain.image.EffectiveImage;
import dev.logway.domain.image.ScopeImage;
import dev.logway.edge.tls.ServedCertificates;
import dev.logway.log.LogPosition;
import dev.logway.routing.RoutingTable;
import java.time.Instant;

/**
 * One revision that is served.
 *
 * @param effective what the table and the certificates were made of
 * @param position after its seal
 * @param sealedAt when the projector decided the revision, by the broker's clock
 * @param since when this edge began to serve it
 */
public record Served<R, U>(
        RoutingTable<R, U> table,
        ServedCertificates certificates,
        EffectiveImage effective,
        LogPosition position,
        Instant sealedAt,
        Instant since) {

    /** The group's image, whatever this instance tries besides. */
    public ScopeImage image() {
        return effective.base();
    }
}
