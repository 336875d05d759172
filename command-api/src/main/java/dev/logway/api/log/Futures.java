package dev.logway.api.log;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waiting for futures, on threads that may wait. */
public final class Futures {
    private static final Logger LOG = LoggerFactory.getLogger(Futures.class);
    private static final long SETTLE_SECONDS = 2;

    private Futures() {}

    /** Waits two seconds for {@code future}, and takes whatever comes. */
    public static void settle(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(SETTLE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Not closed in order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
