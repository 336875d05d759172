package dev.logway.domain.resource;

import java.util.List;
import java.util.Optional;

/** The kinds of resources a group holds, named as in the HTTP API's paths and in the keys of the log. */
public enum ResourceKind {
    /** The gateway group's own document; its one id is the group's name. */
    GROUPS("groups"),
    UPSTREAMS("upstreams"),
    SERVICES("services"),
    ROUTES("routes"),
    CERTIFICATES("certificates"),
    /** Changes that wait; they come and go by commands of their own. */
    PENDING_CHANGES("pending_changes");

    /** The kinds of documents that operators put. */
    public static final List<ResourceKind> DOCUMENTS = List.of(GROUPS, UPSTREAMS, SERVICES, ROUTES, CERTIFICATES);

    private final String path;

    ResourceKind(String path) {
        this.path = path;
    }

    /** The kind's name in paths and keys, such as {@code routes}. */
    public String path() {
        return path;
    }

    /** Reads {@link #path()} back; empty if there is no such kind. */
    public static Optional<ResourceKind> parse(String path) {
        for (ResourceKind kind : values()) {
            if (kind.path.equals(path)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
