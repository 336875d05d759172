package dev.logway.api.http;

import dev.logway.api.json.Documents;
import dev.logway.api.log.UnknownMomentException;
import dev.logway.api.state.Images;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.replay.Moment;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists of groups and of the resources of a kind. */
final class ListEndpoints {
    private static final String[] PARAMETERS = {"limit", "cursor", "label", "name", ShownAt.AT};

    private final Images images;
    private final ShownAt shown;
    private final Documents documents;
    private final Offload offload;

    ListEndpoints(Images images, ShownAt shown, Documents documents, Offload offload) {
        this.images = images;
        this.shown = shown;
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
        List<ScopeImage> newest = images.all().values().stream()
                .filter(image -> isAfter(image.scope().name(), after))
                .toList();
        Optional<Moment> moment = call.parameters().moment(ShownAt.AT);
        if (moment.isEmpty()) {
            newest.forEach(image -> add(image, filter, listing));
            return Future.succeededFuture(listing.answer());
        }
        if (!(moment.get() instanceof Moment.Time time)) {
            throw Parameters.invalid(
                    ShownAt.AT,
                    String.valueOf(call.parameters().text(ShownAt.AT).orElse("")),
                    Moments.TIME + "; revisions count per group");
        }
        return pastGroups(newest, time, filter, listing).map(_ -> listing.answer());
    }

    /** Adds the groups of {@code scopes} that there were at {@code time}, one after the other. */
    private Future<Void> pastGroups(List<ScopeImage> scopes, Moment.Time time, EntryFilter filter, Listing listing) {
        Future<Void> done = Future.succeededFuture();
        for (ScopeImage scope : scopes) {
            done = done.compose(_ -> listing.isFull() || scope.revision() == 0
                    ? Future.succeededFuture()
                    : shown.image(scope.scope(), time)
                            .onSuccess(image -> add(image, filter, listing))
                            .<Void>mapEmpty()
                            .recover(ListEndpoints::unlessUnborn));
        }
        return done;
    }

    private static Future<Void> unlessUnborn(Throwable fault) {
        return fault instanceof UnknownMomentException unknown && unknown.isBefore()
                ? Future.succeededFuture()
                : Future.failedFuture(fault);
    }

    private void add(ScopeImage image, EntryFilter filter, Listing listing) {
        Shown.document(image)
                .filter(filter)
                .ifPresent(group -> listing.add(image.scope().name(), documents.write(group)));
    }

    private Future<Answer> resources(Call call) {
        ResourceKind kind = call.kind();
        EntryFilter filter = EntryFilter.read(call.parameters());
        String after = call.parameters().cursor();
        var listing = new Listing(call.parameters().limit());
        return shown.group(call)
                .compose(image -> filter.isOpen()
                        ? Future.succeededFuture(list(image, kind, after, filter, listing))
                        // A filter that matches little looks at every resource there is.
                        : offload.later(() -> list(image, kind, after, filter, listing)));
    }

    private Answer list(
            ScopeImage image, ResourceKind kind, @Nullable String after, EntryFilter filter, Listing listing) {
        InOrder.visit(image, kind, after, entry -> {
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
