package dev.logway.domain.fleet;

import static dev.logway.domain.Require.require;

import dev.logway.domain.Scope;
import dev.logway.domain.resource.ResourceKey;
import java.util.Optional;

/** One edge node's identity: its group and its own id there, written {@code default/edge-1}. */
public record InstanceId(String group, String id) implements Comparable<InstanceId> {

    /** @throws IllegalArgumentException if {@code group} is no group's name or {@code id} no id */
    public InstanceId {
        Scope.group(group);
        require(ResourceKey.isId(id), "instance", id, "1 to 64 of a-z, A-Z, 0-9, '-', '_' and '.'");
    }

    /** Reads {@link #path()} back; empty if {@code path} names no instance. */
    public static Optional<InstanceId> parse(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InstanceId(path.substring(0, slash), path.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As written in keys: {@code default/edge-1}. */
    public String path() {
        return group + "/" + id;
    }

    /** The scope whose configuration the instance serves. */
    public Scope scope() {
        return Scope.group(group);
    }

    @Override
    public int compareTo(InstanceId other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return path();
    }
}
