package dev.logway.edge.proxy;

import dev.logway.edge.client.RevisionFields;
import dev.logway.routing.Candidate;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** Tells a client which revision of the configuration decided its request. Made only where it is to be told. */
final class RevisionReport implements RequestObserver {
    private @Nullable String revision;

    @Override
    public void decided(long ofRevision, @Nullable Candidate<?> match) {
        revision = Long.toString(ofRevision);
    }

    @Override
    public void sent(MultiMap fields, String authority) {}

    /** Puts this edge's revision in the place of one that the upstream may have told. */
    @Override
    public void answering(MultiMap fields) {
        if (revision != null) {
            fields.set(RevisionFields.REVISION, revision);
        }
    }

    @Override
    public void finished(Outcome outcome, long totalNanos, long upstreamNanos) {}
}
