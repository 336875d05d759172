package dev.logway.api.http;

import dev.logway.domain.Scope;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that was let in: who asks for what, with which parameters. Confined to its event loop. */
final class Call {
    private final RoutingContext context;
    private final Parameters parameters;
    private final String actor;

    /** @param actor the name of the key that was shown; empty where none is needed */
    Call(RoutingContext context, Parameters parameters, String actor) {
        this.context = context;
        this.parameters = parameters;
        this.actor = actor;
    }

    String actor() {
        return actor;
    }

    Parameters parameters() {
        return parameters;
    }

    /** The part of the path that the endpoint's template calls {@code name}. */
    String path(String name) {
        return String.valueOf(context.pathParam(name));
    }

    /** The values of a header, joined (RFC 9110, section 5.3); null if it is not given. */
    @Nullable
    String header(String name) {
        List<String> values = context.request().headers().getAll(name);
        return values.isEmpty() ? null : String.join(", ", values);
    }

    /** Which of {@code offered} the asker would rather have (RFC 9110, section 12.5.1); the first if it is all one. */
    String preferred(String... offered) {
        for (MIMEHeader wanted : context.parsedHeaders().accept()) {
            for (String type : offered) {
                if (wanted.weight() > 0 && matches(wanted, type)) {
                    return type;
                }
            }
        }
        return offered[0];
    }

    private static boolean matches(MIMEHeader wanted, String type) {
        int slash = type.indexOf('/');
        return wanted.component().equals("*")
                || (wanted.component().equalsIgnoreCase(type.substring(0, slash))
                        && (wanted.subComponent().equals("*")
                                || wanted.subComponent().equalsIgnoreCase(type.substring(slash + 1))));
    }

    /** The body; empty if there is none. */
    byte[] body() {
        Buffer body = context.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    /** @throws ApiException if the path's group cannot exist */
    Scope scope() {
        String name = path("group");
        try {
            return Scope.group(name);
        } catch (IllegalArgumentException e) {
            throw unknownGroup(name);
        }
    }

    /** Whether the path names a group, and no resource in it. */
    boolean isAboutGroup() {
        return context.pathParam("kind") == null;
    }

    /**
     * The key of the group or resource that the path names.
     *
     * @throws ApiException if there cannot be one
     */
    ResourceKey key() {
        if (isAboutGroup()) {
            return Group.key(scope().name());
        }
        ResourceKind kind = kind();
        String id = path("id");
        if (!ResourceKey.isId(id)) {
            throw notFound(kind.path() + "/" + id);
        }
        return new ResourceKey(kind, id);
    }

    /** @throws ApiException if there is no such kind */
    ResourceKind kind() {
        String name = path("kind");
        return ResourceKind.parse(name)
                .filter(kind -> kind != ResourceKind.GROUPS)
                .orElseThrow(() -> new ApiException(
                        ProblemType.UNKNOWN_PATH,
                        "unknown kind of resource " + name
                                + " (known: upstreams, services, routes, certificates, pending_changes)"));
    }

    static ApiException notFound(String key) {
        return new ApiException(ProblemType.RESOURCE_NOT_FOUND, key + " does not exist");
    }

    static ApiException unknownGroup(String name) {
        return new ApiException(
                ProblemType.UNKNOWN_GROUP, "group " + name + " does not exist; create it with PUT /v1/groups/" + name);
    }
}
