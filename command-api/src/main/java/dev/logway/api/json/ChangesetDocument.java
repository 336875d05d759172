package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Precondition;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of a changeset.
 *
 * @param reason why, or null
 * @param edits 1 to {@value Action.Changeset#MAX_EDITS}, in the order of the body
 * @param preconditions what must still be there for the edits to mean what they say
 * @param effectiveAt when they are to be made, or null
 * @param expiresAt when they are to be taken back, or null
 * @param canary who tries them before they are made for all; null if nobody does
 */
public record ChangesetDocument(
        @Nullable String reason,
        List<Edit> edits,
        List<Precondition> preconditions,
        @Nullable Instant effectiveAt,
        @Nullable Instant expiresAt,
        @Nullable CanaryDocument canary) {
    private static final String EFFECTIVE_AT = "effective_at";
    private static final String EXPIRES_AT = "expires_at";
    private static final String CANARY = "canary";
    private static final List<String> FIELDS = List.of("reason", EFFECTIVE_AT, EXPIRES_AT, CANARY, "changes");
    private static final List<String> CHANGE_FIELDS = List.of("op", "kind", "id", "value");
    private static final String KINDS =
            ResourceKind.DOCUMENTS.stream().map(ResourceKind::path).collect(Collectors.joining(", "));

    /** Copies the lists. */
    public ChangesetDocument {
        edits = List.copyOf(edits);
        preconditions = List.copyOf(preconditions);
    }

    /** Where the body holds the resource of the edit number {@code index}. */
    public static String pointer(int index) {
        return Pointers.child(Pointers.child(Pointers.ROOT, "changes"), index);
    }

    /** @throws InvalidDocumentException with all its faults, if {@code body} is no changeset */
    public static ChangesetDocument read(Basis basis, JsonNode body, Documents documents) {
        var problems = new Problems();
        var reading = new Reading(basis, documents, problems);
        if (!body.isObject()) {
            problems.add(Pointers.ROOT, "expected an object of reason and changes");
            problems.throwIfAny();
        }
        checkNames(body, Pointers.ROOT, FIELDS, problems);
        String reason = reading.reason(body.get("reason"));
        var fields = new Fields(body, Pointers.ROOT, problems);
        Instant effectiveAt = fields.read(EFFECTIVE_AT, node -> Times.read(EFFECTIVE_AT, node));
        Instant expiresAt = fields.read(EXPIRES_AT, node -> Times.read(EXPIRES_AT, node));
        fields.part(() -> new Schedule(effectiveAt, expiresAt));
        CanaryDocument canary = body.has(CANARY)
                ? CanaryDocument.read(body.get(CANARY), Pointers.child(Pointers.ROOT, CANARY), problems)
                : null;
        List<Edit> edits = reading.edits(body.path("changes"));
        problems.throwIfAny();
        return new ChangesetDocument(reason, edits, basis.preconditions(), effectiveAt, expiresAt, canary);
    }

    /** Adds a fault for each field of {@code object} that is not {@code known}. */
    static void checkNames(JsonNode object, String pointer, List<String> known, Problems problems) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problems.add(Pointers.child(pointer, name), name + ": unknown field" + NearestName.hint(name, known));
            }
        });
    }

    private record Reading(Basis basis, Documents documents, Problems problems) {

        @Nullable
        String reason(@Nullable JsonNode node) {
            if (node == null || (node.isTextual() && node.textValue().length() <= Origin.MAX_REASON)) {
                return node == null ? null : node.textValue();
            }
            problems.add("/reason", "reason: expected a text of at most " + Origin.MAX_REASON + " characters");
            return null;
        }

        List<Edit> edits(JsonNode changes) {
            int size = changes.size();
            if (!changes.isArray() || size < 1 || size > Action.Changeset.MAX_EDITS) {
                problems.add(
                        "/changes",
                        "changes: " + (changes.isArray() ? "an array of " + size : "no array")
                                + " (expected: an array of 1 to " + Action.Changeset.MAX_EDITS + " changes)");
                return List.of();
            }
            var edits = new ArrayList<Edit>(size);
            for (int i = 0; i < size; i++) {
                Edit edit = edit(changes.get(i), pointer(i));
                if (edit != null) {
                    edits.add(edit);
                }
            }
            return edits;
        }

        private @Nullable Edit edit(JsonNode change, String pointer) {
            if (!change.isObject()) {
                problems.add(pointer, "expected an object of op, kind, id and, for put, value");
                return null;
            }
            checkNames(change, pointer, CHANGE_FIELDS, problems);
            ResourceKey key = key(change, pointer);
            JsonNode value = change.get("value");
            return switch (change.path("op").asText()) {
                case "put" -> put(key, value, pointer);
                case "delete" -> {
                    if (value != null) {
                        problems.add(Pointers.child(pointer, "value"), "value: not allowed with op delete");
                    }
                    yield key == null ? null : new Edit.Delete(key);
                }
                default -> {
                    problems.add(
                            Pointers.child(pointer, "op"), "op: " + change.path("op") + " (expected: put or delete)");
                    yield null;
                }
            };
        }

        private @Nullable Edit put(@Nullable ResourceKey key, @Nullable JsonNode value, String pointer) {
            String at = Pointers.child(pointer, "value");
            if (value == null) {
                problems.add(at, "value: missing (expected: the resource's document)");
                return null;
            }
            Resource resource = key == null ? null : documents.read(basis, key, value, at, problems);
            return resource == null ? null : new Edit.Put(resource);
        }

        private @Nullable ResourceKey key(JsonNode change, String pointer) {
            Optional<ResourceKind> kind =
                    ResourceKind.parse(change.path("kind").asText()).filter(ResourceKind.DOCUMENTS::contains);
            if (kind.isEmpty()) {
                problems.add(
                        Pointers.child(pointer, "kind"),
                        "kind: " + change.path("kind") + " (expected: one of " + KINDS + ")");
            }
            JsonNode id = change.path("id");
            boolean usable = (id.isTextual() || id.canConvertToExactIntegral()) && Ids.isUsable(Ids.read(id));
            if (!usable) {
                problems.add(
                        Pointers.child(pointer, "id"),
                        "id: " + id
                                + " (expected: 1 to 64 of a-z, A-Z, 0-9, '-', '_' and '.', other than '.' and '..')");
            }
            return kind.isPresent() && usable ? new ResourceKey(kind.get(), Ids.read(id)) : null;
        }
    }
}
