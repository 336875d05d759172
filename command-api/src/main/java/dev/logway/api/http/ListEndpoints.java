package dev.logway.api.http;

import dev.logway.api.json.Documents;
import dev.logway.api.state.Images;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ResourceKind;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists of groups and of the resources of a kind, by id. */
final class ListEndpoints {
    private static final String[] PARAMETERS = {"limit", "cursor", "label", "name"};

    private final Images images;
    private final Shown shown;
    private final Documents documents;
    private final Offload offload;

    ListEndpoints(Images images, Documents documents, Offload offload) {
        this.images = images;
        this.shown = new Shown(images);
        this.documents = documents;
        this.offload = offload;
    }

    Endpoint groupsAt(String template) {
        return Endpoint.get(template, this::groups).with(PARAMETERS);
    }

    Endpoint resourcesAt(String template) {
        return Endpoint.get(template, this::resources).with(PARAMETERS);
    }

    private Future<Answer> groups(Call call) {
        var listing = new Listing(call.parameters().limit());
        EntryFilter filter = EntryFilter.read(call.parameters());
        String after = call.parameters().cursor();
        for (ScopeImage image : images.all().values()) {
            Optional<Entry> group = Shown.document(image).filter(filter);
            if (group.isPresent() && isAfter(image.scope().name(), after)) {
                listing.add(image.scope().name(), documents.write(group.get()));
            }
        }
        return Future.succeededFuture(listing.answer());
    }

    private Future<Answer> resources(Call call) {
        ResourceKind kind = call.kind();
        ScopeImage image = shown.group(call.scope());
        EntryFilter filter = EntryFilter.read(call.parameters());
        String after = call.parameters().cursor();
        var listing = new Listing(call.parameters().limit());
        if (filter.isOpen()) {
            return Future.succeededFuture(list(image, kind, after, filter, listing));
        }
        // A filter that matches little looks at every resource there is.
        return offload.later(() -> list(image, kind, after, filter, listing));
    }

    private Answer list(
            ScopeImage image, ResourceKind kind, @Nullable String after, EntryFilter filter, Listing listing) {
        image.visit(kind, after, entry -> {
            if (filter.test(entry)) {
                listing.add(entry.key().id(), documents.write(entry));
            }
            return !listing.isFull();
        });
        return listing.answer().header(Headers.REVISION, image.revision());
    }

    private static boolean isAfter(String name, @Nullable String after) {
        return after == null || name.compareTo(after) > 0;
    }
}
