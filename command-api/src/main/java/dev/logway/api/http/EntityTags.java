package dev.logway.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code If-Match} or {@code If-None-Match} (RFC 9110, sections 8.8.3 and 13.1).
 *
 * @param any whether it is {@code *}
 * @param strong the opaque tags that were given as strong ones
 * @param weak those that were given as weak ones
 */
record EntityTags(boolean any, List<String> strong, List<String> weak) {
    /** A revision that no resource has: what a tag that is none of ours stands for. */
    private static final long NO_REVISION = 0;

    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"\\s*(,|$)");
    private static final Pattern REVISION = Pattern.compile("[1-9][0-9]{0,17}");

    /** @throws ApiException if {@code value} is neither {@code *} nor a list of entity tags */
    static EntityTags parse(String header, String value) {
        if (value.strip().equals("*")) {
            return new EntityTags(true, List.of(), List.of());
        }
        var strong = new ArrayList<String>();
        var weak = new ArrayList<String>();
        Matcher matcher = TAG.matcher(value);
        int end = 0;
        while (end < value.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                break;
            }
            (matcher.group(1) == null ? strong : weak).add(matcher.group(2));
            end = matcher.end();
        }
        if (end < value.length() || value.isEmpty() || value.strip().endsWith(",")) {
            throw new ApiException(
                    ProblemType.INVALID_HEADER,
                    header + ": " + value + " (expected: * or what ETag gave, with its quotes, such as \"4\")");
        }
        return new EntityTags(false, strong, weak);
    }

    /** The revisions that match strongly; tags that are none of ours match nothing. */
    List<Long> revisions() {
        List<Long> revisions = strong.stream()
                .filter(tag -> REVISION.matcher(tag).matches())
                .map(Long::parseLong)
                .toList();
        return revisions.isEmpty() ? List.of(NO_REVISION) : revisions;
    }

    /** Whether {@code revision} matches, weakly (for {@code If-None-Match}). */
    boolean matches(long revision) {
        String tag = Long.toString(revision);
        return any || strong.contains(tag) || weak.contains(tag);
    }

    static @Nullable EntityTags read(String header, @Nullable String value) {
        return value == null ? null : parse(header, value);
    }
}
