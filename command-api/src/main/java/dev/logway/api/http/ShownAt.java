package dev.logway.api.http;

import dev.logway.api.log.PastImages;
import dev.logway.api.state.Images;
import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Group;
import dev.logway.replay.Moment;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Where reading requests have their images from: what this node shows now, or at the moment that {@code at} names. The
 * handlers are the same for both.
 */
final class ShownAt {
    static final String AT = "at";

    private final Images images;
    private final Shown now;
    private final PastImages past;

    ShownAt(Images images, PastImages past) {
        this.images = images;
        this.now = new Shown(images);
        this.past = past;
    }

    /** The image of the call's group; fails if there is, or was, no such group. */
    Future<ScopeImage> group(Call call) {
        Scope scope = call.scope();
        Optional<Moment> moment = call.parameters().moment(AT);
        return moment.isEmpty() ? Future.succeededFuture(now.group(scope)) : group(scope, moment.get());
    }

    /** The newest image of the group {@code scope}; fails if there is no such group. */
    Future<ScopeImage> group(Scope scope) {
        return Future.succeededFuture(now.group(scope));
    }

    /** The image of the group {@code scope} at {@code moment}; fails if there was no such group. */
    Future<ScopeImage> group(Scope scope, Moment moment) {
        return image(scope, moment).map(image -> {
            if (!image.contains(Group.key(scope.name()))) {
                throw new ApiException(
                        ProblemType.UNKNOWN_GROUP, "group " + scope.name() + " did not exist at " + moment);
            }
            return image;
        });
    }

    /** The newest image of {@code scope}, whether or not there is a group in it. */
    Future<ScopeImage> newest(Scope scope) {
        return Future.succeededFuture(images.find(scope).orElseThrow(() -> Call.unknownGroup(scope.name())));
    }

    /** The image of {@code scope} at {@code moment}, whether or not there was a group in it. */
    Future<ScopeImage> image(Scope scope, Moment moment) {
        ScopeImage newest = images.find(scope).orElseThrow(() -> Call.unknownGroup(scope.name()));
        return moment.isRevision(newest.revision()) ? Future.succeededFuture(newest) : past.at(scope, moment);
    }

    /** The image of {@code scope} before {@code revision} was made: for the first, one without resources. */
    Future<ScopeImage> before(Scope scope, long revision) {
        return revision == 1
                ? Future.succeededFuture(ScopeImage.empty(scope))
                : image(scope, new Moment.Revision(revision - 1));
    }
}
