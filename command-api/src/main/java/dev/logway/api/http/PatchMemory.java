package dev.logway.api.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.logway.domain.Scope;
import dev.logway.domain.resource.ResourceKey;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The answers to patches with an {@code Idempotency-Key}, of a day, and to what else is computed from what is there,
 * which is a patch in this: puts that keep a part of it, undos, reverts, promotions, forks. What a patch comes to
 * depends on when it is applied, so the projector, which compares commands, cannot tell that one is repeated; this node can, as long as it
 * runs. To another node, or after a restart, a repeated patch is a different command under a used key: refused, and
 * nothing is changed.
 */
final class PatchMemory {
    private static final Duration RETENTION = Duration.ofHours(24);
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Cache<Name, Known> known = Caffeine.newBuilder()
            .expireAfterWrite(RETENTION)
            .maximumWeight(MAX_BYTES)
            .weigher((Name _, Known value) -> value.patch.length + 512)
            .build();

    private record Name(String actor, Scope scope, String idempotencyKey) {}

    private record Known(ResourceKey key, byte[] patch, Future<Answer> answer) {

        boolean isFor(ResourceKey otherKey, byte[] otherPatch) {
            return key.equals(otherKey) && Arrays.equals(patch, otherPatch);
        }
    }

    /** The first answer to this call, or what {@code patching} gives if it has no key or is the first. */
    Future<Answer> once(Call call, ResourceKey key, Supplier<Future<Answer>> patching) {
        String idempotencyKey = call.header(Headers.IDEMPOTENCY_KEY);
        if (idempotencyKey == null || call.parameters().isSet("dry_run")) {
            return patching.get();
        }
        var name = new Name(call.actor(), call.scope(), idempotencyKey);
        Known first = known.getIfPresent(name);
        if (first == null) {
            Future<Answer> answer = patching.get();
            known.put(name, new Known(key, call.body(), answer));
            return answer.onFailure(failure -> {
                if (Failures.problem(failure).type().status() >= 500) {
                    known.invalidate(name);
                }
            });
        }
        if (!first.isFor(key, call.body())) {
            return Future.failedFuture(new ApiException(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "Idempotency-Key " + idempotencyKey
                            + " was used for a different command before; use a new key for a new command"));
        }
        return first.answer.map(answer -> answer.copy().header(Headers.REPEATED, true));
    }
}
