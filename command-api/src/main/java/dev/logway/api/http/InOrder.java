package dev.logway.api.http;

import dev.logway.domain.image.Entry;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ResourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The resources of a kind in the order of lists: by id; what waits by its number, which is when it was asked for. */
final class InOrder {
    /** Without leading zeros, the longer number is the greater. */
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private InOrder() {}

    /** Shows the entries of {@code kind} behind the one with id {@code after}, until {@code visitor} answers false. */
    static void visit(ScopeImage image, ResourceKind kind, @Nullable String after, Predicate<Entry> visitor) {
        if (kind == ResourceKind.PENDING_CHANGES) {
            visitByNumber(image, after, visitor);
        } else {
            image.visit(kind, after, visitor);
        }
    }

    /** A group has few that wait, so that all of them can be sorted. */
    private static void visitByNumber(ScopeImage image, @Nullable String after, Predicate<Entry> visitor) {
        var waiting = new ArrayList<Entry>();
        image.visit(ResourceKind.PENDING_CHANGES, null, waiting::add);
        waiting.sort(Comparator.comparing(entry -> entry.key().id(), BY_NUMBER));
        for (Entry entry : waiting) {
            if (after != null && BY_NUMBER.compare(entry.key().id(), after) <= 0) {
                continue;
            }
            if (!visitor.test(entry)) {
                return;
            }
        }
    }
}
