package dev.logway.api.http;

import dev.logway.api.state.Images;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Rejection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** For commands that are computed from an image, and computed again if they met another one. */
final class CatchUp {
    private static final long WAIT_MILLIS = 1_000;

    private final Vertx vertx;
    private final Images images;

    CatchUp(Vertx vertx, Images images) {
        this.vertx = vertx;
        this.images = images;
    }

    /** Whether {@code submitted} was refused because a resource is not as it was computed from. */
    static boolean isNeeded(Submitted submitted) {
        return submitted instanceof Submitted.Refused refused
                && switch (refused.reasons().getFirst().code()) {
                    case Rejection.REVISION_MISMATCH, Rejection.ALREADY_EXISTS -> true;
                    default -> false;
                };
    }

    /** Waits until this node shows what the command met, or for a moment; the next attempt finds out. */
    Future<Void> after(Submitted submitted, Scope scope) {
        if (!(submitted instanceof Submitted.Refused refused)) {
            return Future.succeededFuture();
        }
        return Future.fromCompletionStage(images.await(scope, refused.revision()), vertx.getOrCreateContext())
                .timeout(WAIT_MILLIS, TimeUnit.MILLISECONDS)
                .transform(_ -> Future.succeededFuture());
    }
}
