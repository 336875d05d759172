package dev.logway.api.http;

import dev.logway.domain.command.Precondition;
import dev.logway.domain.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;

/** {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13.1). For changes they are decided with the command. */
final class Conditions {
    private Conditions() {}

    /** What must hold of {@code key} for the change that {@code call} asks for. */
    static List<Precondition> ofChange(Call call, ResourceKey key) {
        var preconditions = new ArrayList<Precondition>();
        EntityTags match = EntityTags.read(Headers.IF_MATCH, call.header(Headers.IF_MATCH));
        if (match != null) {
            preconditions.add(
                    match.any() ? new Precondition.Exists(key) : new Precondition.RevisionIs(key, match.revisions()));
        }
        EntityTags noneMatch = EntityTags.read(Headers.IF_NONE_MATCH, call.header(Headers.IF_NONE_MATCH));
        if (noneMatch != null) {
            if (!noneMatch.any()) {
                throw new ApiException(
                        ProblemType.INVALID_HEADER,
                        "If-None-Match: " + call.header(Headers.IF_NONE_MATCH) + " (expected: * for a change)");
            }
            preconditions.add(new Precondition.Absent(key));
        }
        return preconditions;
    }

    /** @throws ApiException if {@code call}, which is about many resources, has a condition on one */
    static void refuse(Call call) {
        for (String header : List.of(Headers.IF_MATCH, Headers.IF_NONE_MATCH)) {
            if (call.header(header) != null) {
                throw new ApiException(
                        ProblemType.INVALID_HEADER, header + ": not taken here, because it is about one resource");
            }
        }
    }

    /** Whether the asker has {@code revision} already, so that a GET needs no body. */
    static boolean isKnown(Call call, long revision) {
        EntityTags noneMatch = EntityTags.read(Headers.IF_NONE_MATCH, call.header(Headers.IF_NONE_MATCH));
        return noneMatch != null && noneMatch.matches(revision);
    }
}
