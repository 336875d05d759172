package dev.logway.api.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.Approvals;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Expectation;
import dev.logway.domain.resource.PendingChange.Wanted;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pending changes as answers show them. Nobody sends one. */
final class PendingDocument {
    private PendingDocument() {}

    /** @param resources how a resource is written */
    static void write(PendingChange pending, ObjectNode document, Function<Resource, ObjectNode> resources) {
        PendingChange.Author author = pending.author();
        document.put("state", pending.state().name().toLowerCase(Locale.ROOT))
                .put("author", author.actor())
                .put("reason", author.reason())
                .put("asked_at", Times.text(author.at()));
        time("effective_at", pending.schedule().effectiveAt(), document);
        time("expires_at", pending.schedule().expiresAt(), document);
        if (author.breakGlass() != null) {
            document.put("break_glass", author.breakGlass());
        }
        if (pending.approvals().required() > 0) {
            write(pending.approvals(), document.putObject("approvals"));
        }
        if (pending.canary() != null) {
            CanaryDocument.write(pending.canary(), document.putObject("canary"));
        }
        ArrayNode changes = document.putArray("changes");
        pending.wanted().forEach(wanted -> write(wanted, changes.addObject(), resources));
        ArrayNode expected = document.putArray("expects");
        pending.expectations().forEach(expectation -> write(expectation, expected.addObject()));
    }

    private static void write(Approvals approvals, ObjectNode document) {
        ArrayNode given = document.put("required", approvals.required()).putArray("given");
        approvals
                .given()
                .forEach(approval -> given.addObject()
                        .put("actor", approval.actor())
                        .put("reason", approval.reason())
                        .put("at", Times.text(approval.at())));
    }

    /** As a changeset has it. */
    private static void write(Wanted wanted, ObjectNode change, Function<Resource, ObjectNode> resources) {
        Resource resource = wanted.resource();
        name(wanted.key(), change.put("op", resource == null ? "delete" : "put"));
        if (resource != null) {
            change.set("value", resources.apply(resource));
        }
    }

    private static void write(Expectation expectation, ObjectNode document) {
        name(expectation.key(), document).put("revision", expectation.revision());
    }

    private static ObjectNode name(ResourceKey key, ObjectNode document) {
        return document.put("kind", key.kind().path()).put("id", key.id());
    }

    private static void time(String name, @Nullable Instant time, ObjectNode document) {
        if (time != null) {
            document.put(name, Times.text(time));
        }
    }
}
