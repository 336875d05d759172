package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.Descriptor;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code name}, {@code desc} and {@code labels}, which the kinds of resources share. */
final class DescriptorFields {
    private DescriptorFields() {}

    /** The descriptor; {@link Descriptor#NONE} if it is at fault. */
    static Descriptor read(Fields fields) {
        String name = fields.text("name");
        String desc = fields.text("desc");
        SortedMap<String, String> labels = fields.read("labels", DescriptorFields::labels);
        Descriptor descriptor =
                fields.part(() -> new Descriptor(name, desc, labels == null ? new TreeMap<>() : labels));
        return descriptor == null ? Descriptor.NONE : descriptor;
    }

    static void write(Descriptor descriptor, ObjectNode document) {
        put(document, "name", descriptor.name());
        put(document, "desc", descriptor.desc());
        if (!descriptor.labels().isEmpty()) {
            ObjectNode labels = document.putObject("labels");
            descriptor.labels().forEach(labels::put);
        }
    }

    private static SortedMap<String, String> labels(JsonNode node) {
        var labels = new TreeMap<String, String>();
        for (Map.Entry<String, JsonNode> label : node.properties()) {
            labels.put(label.getKey(), label.getValue().asText());
        }
        return labels;
    }

    private static void put(ObjectNode document, String name, @Nullable String text) {
        if (text != null) {
            document.put(name, text);
        }
    }
}
