package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import dev.logway.api.json.Documents;
import dev.logway.api.json.Json;
import dev.logway.api.json.Leaves;
import dev.logway.domain.image.Difference;
import dev.logway.domain.image.Entry;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Differences as answers show them, between the documents without {@code id} and {@code meta}. Threadsafe. */
final class DiffDocuments {
    /** Operations that say what is, and not where it came from. */
    private static final EnumSet<DiffFlags> PLAIN =
            EnumSet.of(DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION);

    private final Documents documents;

    DiffDocuments(Documents documents) {
        this.documents = documents;
    }

    /** What happened to the resource; for one that was changed, as a JSON Patch (RFC 6902). */
    ObjectNode json(Difference difference) {
        ObjectNode item = Json.object()
                .put("kind", difference.key().kind().path())
                .put("id", difference.key().id());
        JsonNode before = document(difference.before());
        JsonNode after = document(difference.after());
        if (before == null) {
            item.put("change", "added").set("value", after);
        } else if (after == null) {
            item.put("change", "removed").set("value", before);
        } else {
            item.put("change", "changed").set("patch", JsonDiff.asJson(before, after, PLAIN.clone()));
        }
        return item;
    }

    /** The same for people, a line for each field. */
    String text(Difference difference) {
        JsonNode before = document(difference.before());
        JsonNode after = document(difference.after());
        String change = before == null ? "added" : after == null ? "removed" : "changed";
        var text = new StringBuilder(difference.key().path())
                .append(' ')
                .append(change)
                .append('\n');
        fields(leaves(before), leaves(after), text);
        return text.toString();
    }

    private static void fields(
            SortedMap<String, JsonNode> before, SortedMap<String, JsonNode> after, StringBuilder text) {
        var pointers = new TreeSet<>(before.keySet());
        pointers.addAll(after.keySet());
        for (String pointer : pointers) {
            JsonNode old = before.get(pointer);
            JsonNode now = after.get(pointer);
            if (old == null) {
                text.append("  + ").append(pointer).append(": ").append(now).append('\n');
            } else if (now == null) {
                text.append("  - ").append(pointer).append(": ").append(old).append('\n');
            } else if (!Objects.equals(old, now)) {
                text.append("  ~ ").append(pointer).append(": ").append(old);
                text.append(" -> ").append(now).append('\n');
            }
        }
    }

    private @Nullable JsonNode document(@Nullable Entry entry) {
        return entry == null ? null : documents.write(entry.resource());
    }

    private static SortedMap<String, JsonNode> leaves(@Nullable JsonNode document) {
        return document == null ? Collections.emptySortedMap() : Leaves.of(document);
    }
}
