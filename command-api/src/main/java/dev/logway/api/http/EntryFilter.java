package dev.logway.api.http;

import dev.logway.domain.image.Entry;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.ResourceKind;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which resources of a list are wanted.
 *
 * @param labels {@code key:value}, all of which a resource must have
 * @param name part of the resource's name, or of a group's id; null for any
 */
record EntryFilter(List<String> labels, @Nullable String name) implements Predicate<Entry> {

    static EntryFilter read(Parameters parameters) {
        List<String> labels = parameters.texts("label");
        for (String label : labels) {
            int colon = label.indexOf(':');
            if (colon < 1 || colon == label.length() - 1) {
                throw Parameters.invalid("label", label, "key:value");
            }
        }
        return new EntryFilter(labels, parameters.text("name").orElse(null));
    }

    /** Whether every resource is wanted. */
    boolean isOpen() {
        return labels.isEmpty() && name == null;
    }

    @Override
    public boolean test(Entry entry) {
        Descriptor descriptor = entry.resource().descriptor();
        return labels.stream().allMatch(label -> has(descriptor, label)) && isNamed(entry, descriptor);
    }

    private boolean isNamed(Entry entry, Descriptor descriptor) {
        if (name == null) {
            return true;
        }
        String own = entry.key().kind() == ResourceKind.GROUPS ? entry.key().id() : descriptor.name();
        return own != null && own.contains(name);
    }

    private static boolean has(Descriptor descriptor, String label) {
        return descriptor.labels().entrySet().stream()
                .anyMatch(own -> label.length()
                                == own.getKey().length() + 1 + own.getValue().length()
                        && label.equals(own.getKey() + ":" + own.getValue()));
    }
}
