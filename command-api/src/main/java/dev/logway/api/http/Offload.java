package dev.logway.api.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Runs work where it holds up nobody: short work at once, long work on a worker thread. */
final class Offload {
    /** Bodies up to this size are read on the event loop; that takes about a millisecond. */
    private static final int SHORT_BYTES = 64 * 1024;

    /** Changesets up to this size are decided and described on the event loop, likewise. */
    private static final int SHORT_CHANGES = 500;

    private final Vertx vertx;

    Offload(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What {@code reading} makes of {@code body}. */
    <T> Future<T> reading(byte[] body, Callable<T> reading) {
        return body.length <= SHORT_BYTES ? now(reading) : later(reading);
    }

    /** What {@code work} on so many changes gives. */
    <T> Future<T> sized(int changes, Callable<T> work) {
        return changes <= SHORT_CHANGES ? now(work) : later(work);
    }

    /** What {@code work} gives, on a worker thread. */
    <T> Future<T> later(Callable<T> work) {
        return vertx.executeBlocking(work, false).map(Objects::requireNonNull);
    }

    private static <T> Future<T> now(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}
