package dev.logway.api.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Basis;
import dev.logway.api.json.Documents;
import dev.logway.api.json.InvalidDocumentException;
import dev.logway.api.json.ThreeWayMerge;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Edit;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps on an image that has moved on since. A value that is still what its step starts from becomes what the
 * step leads to; one that is that already stays; any other is a conflict. Threadsafe.
 */
public final class StepMerge {
    private static final String KEY = "key";
    private static final String KEY_POINTER = "/key";

    private final Documents documents;

    public StepMerge(Documents documents) {
        this.documents = documents;
    }

    /** What takes {@code steps} on {@code now}. */
    public Plan plan(List<Step> steps, ScopeImage now) {
        var edits = new ArrayList<Edit>();
        var conflicts = new ArrayList<Conflict>();
        for (Step step : steps) {
            edit(step, now.scope(), now.get(step.key()).orElse(null), conflicts).ifPresent(edits::add);
        }
        return Plan.of(edits, now, conflicts);
    }

    private Optional<Edit> edit(Step step, Scope scope, @Nullable Entry entry, List<Conflict> conflicts) {
        Resource now = entry == null ? null : entry.resource();
        Resource from = step.from();
        Resource to = step.to();
        if (isSame(from, to) || isSame(now, to)) {
            return Optional.empty();
        }
        if (from != null && to != null && entry != null && !entry.resource().equals(from)) {
            Resource merged = merged(from, to, entry, scope, conflicts);
            return merged.equals(now) ? Optional.empty() : Optional.of(new Edit.Put(merged));
        }
        if (!isSame(now, from)) {
            conflicts.add(whole(step, entry));
        }
        return Optional.of(to == null ? new Edit.Delete(step.key()) : new Edit.Put(to));
    }

    private Resource merged(Resource from, Resource to, Entry now, Scope scope, List<Conflict> conflicts) {
        var merged = ThreeWayMerge.merge(document(from), document(to), document(now.resource()));
        try {
            Resource resource = read(merged.document(), to, now.resource(), scope);
            merged.conflicts().forEach(conflict -> conflicts.add(shown(conflict, now)));
            return resource;
        } catch (InvalidDocumentException e) { // each field can be merged, and what comes of it is no document
            conflicts.add(whole(new Step(to.key(), from, to), now));
            return to;
        }
    }

    /** The document with its secret, encrypted, where answers have stars. */
    private ObjectNode document(Resource resource) {
        ObjectNode document = documents.write(resource);
        return resource instanceof Certificate certificate
                ? document.put(KEY, certificate.privateKey().ciphertext())
                : document;
    }

    private Resource read(ObjectNode merged, Resource to, Resource now, Scope scope) {
        if (merged.equals(document(to))) {
            return to;
        }
        if (merged.equals(document(now))) {
            return now;
        }
        if (to instanceof Certificate wanted) {
            boolean isWanted =
                    merged.path(KEY).asText().equals(wanted.privateKey().ciphertext());
            merged.set(KEY, documents.write(to).path(KEY)); // which keeps the secret of the resource it is read against
            return documents.read(Basis.of(scope, isWanted ? to : now), to.key(), merged);
        }
        return documents.read(Basis.of(scope, now), to.key(), merged);
    }

    private Conflict shown(ThreeWayMerge.Conflict conflict, Entry now) {
        boolean isSecret =
                now.resource() instanceof Certificate && conflict.pointer().equals(KEY_POINTER);
        JsonNode stars = isSecret ? documents.write(now.resource()).path(KEY) : null;
        return new Conflict(
                now.key(),
                conflict.pointer(),
                stars == null ? conflict.from() : stars,
                stars == null ? conflict.to() : stars,
                stars == null ? conflict.now() : stars,
                now.meta().revision());
    }

    private Conflict whole(Step step, @Nullable Entry now) {
        return new Conflict(
                step.key(),
                "",
                answer(step.from()),
                answer(step.to()),
                answer(now == null ? null : now.resource()),
                now == null ? null : now.meta().revision());
    }

    private @Nullable JsonNode answer(@Nullable Resource resource) {
        return resource == null ? null : documents.write(resource);
    }

    private static boolean isSame(@Nullable Resource one, @Nullable Resource other) {
        return one == null ? other == null : one.equals(other);
    }
}
