package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people call a resource and how they sort it. None of it changes how traffic is served.
 *
 * @param name 1 to {@value #MAX_TEXT} characters, or null
 * @param desc at most {@value #MAX_TEXT} characters, or null
 * @param labels at most {@value #MAX_LABELS}, sorted by key; neither keys nor values are empty or contain white space
 */
public record Descriptor(@Nullable String name, @Nullable String desc, SortedMap<String, String> labels) {
    public static final int MAX_TEXT = 256;
    public static final int MAX_LABELS = 64;
    public static final Descriptor NONE = new Descriptor(null, null, Map.of());

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Descriptor {
        require(name == null || (!name.isEmpty() && name.length() <= MAX_TEXT), "name", String.valueOf(name), TEXT);
        require(desc == null || desc.length() <= MAX_TEXT, "desc", String.valueOf(desc), "at most 256 characters");
        require(labels.size() <= MAX_LABELS, "labels", labels.size(), "at most 64 labels");
        labels.forEach((key, value) -> {
            require(isWord(key), "labels", key, LABEL);
            require(isWord(value), "labels." + key, value, LABEL);
        });
        var sorted = new TreeMap<String, String>(); // by key, whatever the order they came in
        sorted.putAll(labels);
        labels = Collections.unmodifiableSortedMap(sorted);
    }

    /** As the canonical constructor, sorting {@code labels}. */
    public Descriptor(@Nullable String name, @Nullable String desc, Map<String, String> labels) {
        this(name, desc, new TreeMap<>(labels));
    }

    private static final String TEXT = "1 to 256 characters";
    private static final String LABEL = "1 to 256 characters without white space";

    private static boolean isWord(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_TEXT
                && text.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    }
}
