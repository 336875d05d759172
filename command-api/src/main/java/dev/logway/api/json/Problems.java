package dev.logway.api.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The faults found in one request so far. Confined to one thread. */
final class Problems {
    /** How many are named; the rest are counted. */
    static final int MAX_NAMED = 1_000;

    private final List<Problem> named = new ArrayList<>();
    private int omitted;

    boolean isEmpty() {
        return named.isEmpty();
    }

    /** Adds a fault, once. */
    void add(String pointer, String message) {
        var problem = new Problem(pointer, message);
        if (named.size() >= MAX_NAMED) {
            omitted++;
        } else if (!named.contains(problem)) {
            named.add(problem);
        }
    }

    /** Adds the faults of a part that was checked on its own. */
    void addAll(Problems part) {
        int room = Math.min(part.named.size(), MAX_NAMED - named.size());
        named.addAll(part.named.subList(0, room));
        omitted += part.named.size() - room + part.omitted;
    }

    /** What {@code reading} gives; null if the value at {@code pointer} was at fault before, or is now. */
    <T> @Nullable T guard(String pointer, Supplier<? extends @Nullable T> reading) {
        if (touches(pointer)) {
            return null;
        }
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            add(pointer, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** @throws InvalidDocumentException if there are faults */
    void throwIfAny() {
        if (!isEmpty()) {
            throw new InvalidDocumentException(named, omitted);
        }
    }

    private boolean touches(String pointer) {
        for (Problem problem : named) {
            if (problem.pointer().startsWith(pointer)
                    && (problem.pointer().length() == pointer.length()
                            || problem.pointer().charAt(pointer.length()) == '/')) {
                return true;
            }
        }
        return false;
    }
}
