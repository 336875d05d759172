package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.Optional;

/**
 * A resource's identity inside its group, written {@code routes/r1}.
 *
 * @param id 1 to {@value #MAX_ID} of letters, digits, {@code - _ .}
 */
public record ResourceKey(ResourceKind kind, String id) implements Comparable<ResourceKey> {
    public static final int MAX_ID = 64;
    private static final String EXPECTED = "1 to 64 of a-z, A-Z, 0-9, '-', '_' and '.'";

    /** @throws IllegalArgumentException if {@code id} is outside its documented range */
    public ResourceKey {
        require(isId(id), "id", id, EXPECTED);
    }

    /** Reads {@link #path()} back; empty if {@code path} names no resource. */
    public static Optional<ResourceKey> parse(String path) {
        int slash = path.indexOf('/');
        if (slash < 0 || !isId(path.substring(slash + 1))) {
            return Optional.empty();
        }
        return ResourceKind.parse(path.substring(0, slash))
                .map(kind -> new ResourceKey(kind, path.substring(slash + 1)));
    }

    /** Whether {@code text} may be the id of a resource. */
    public static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isIdCharacter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_ID;
    }

    /** The key as written in the log: {@code routes/r1}. */
    public String path() {
        return kind.path() + "/" + id;
    }

    /** By kind, then id: the order of lists, deltas and snapshots. */
    @Override
    public int compareTo(ResourceKey other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return path();
    }

    private static boolean isIdCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }
}
