package dev.logway.api.merge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.resource.ResourceKey;
import org.jspecify.annotations.Nullable;

/**
 * A value that a step was to change and that is neither what the step starts from nor what it leads to. Secrets in it
 * are stars.
 *
 * @param pointer of the value in its document (RFC 6901); empty for the whole document
 * @param from what the step starts from; null if nothing
 * @param to what the step leads to; null if nothing
 * @param now what is there instead; null if nothing
 * @param revision that last changed the resource; null if the resource is gone
 */
public record Conflict(
        ResourceKey key,
        String pointer,
        @Nullable JsonNode from,
        @Nullable JsonNode to,
        @Nullable JsonNode now,
        @Nullable Long revision) {}
