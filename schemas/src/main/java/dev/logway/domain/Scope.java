package dev.logway.domain;

import static dev.logway.domain.Require.require;

import java.util.Optional;

/**
 * One ordering domain: every command names one scope, and revisions count per scope. Written as a path,
 * {@code group/default}, which is the key of commands and events.
 *
 * @param kind what is ordered here
 * @param name the gateway group's name: a DNS label (RFC 1123), because topics and hosts are made from it
 */
public record Scope(Kind kind, String name) implements Comparable<Scope> {

    /** The kinds of ordering domains there are. */
    public enum Kind {
        /** A gateway group. */
        GROUP("group"),
        /** Where the outcomes of records go whose key names no scope. */
        STRAY("stray");

        private final String path;

        Kind(String path) {
            this.path = path;
        }
    }

    public static final int MAX_NAME = 63;

    /** The scope of records whose key names none. */
    public static final Scope STRAY = new Scope(Kind.STRAY, "unkeyed");

    private static final String NAME = "1 to 63 of a-z, 0-9 and '-', with a letter or digit at both ends";

    /** @throws IllegalArgumentException if {@code name} is no DNS label */
    public Scope {
        require(isLabel(name), "group", name, NAME);
    }

    /** @throws IllegalArgumentException if {@code name} is no DNS label */
    public static Scope group(String name) {
        return new Scope(Kind.GROUP, name);
    }

    /** Reads {@link #path()} back; empty if {@code path} names no scope. */
    public static Optional<Scope> parse(String path) {
        for (Kind kind : Kind.values()) {
            String prefix = kind.path + "/";
            if (path.startsWith(prefix) && isLabel(path.substring(prefix.length()))) {
                return Optional.of(new Scope(kind, path.substring(prefix.length())));
            }
        }
        return Optional.empty();
    }

    /** The scope as written in keys and documents: {@code group/default}. */
    public String path() {
        return kind.path + "/" + name;
    }

    @Override
    public int compareTo(Scope other) {
        return path().compareTo(other.path());
    }

    @Override
    public String toString() {
        return path();
    }

    private static boolean isLabel(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME || name.startsWith("-") || name.endsWith("-")) {
            return false;
        }
        return name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
}
