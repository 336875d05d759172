package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.AccessSampling;
import dev.logway.domain.resource.ChangeRules;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Freeze;
import dev.logway.domain.resource.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups as documents. */
final class GroupDocument {
    private static final String APPROVALS = "approvals";
    private static final String FREEZES = "freezes";

    private GroupDocument() {}

    /** The group; null if the document is at fault. */
    static @Nullable Group read(String name, Fields fields) {
        Descriptor descriptor = DescriptorFields.read(fields);
        String region = fields.text("region");
        int required = fields.in(APPROVALS).integer("required", 0);
        List<Freeze> freezes = freezes(fields);
        AccessSampling sampling = AccessSamplingFields.read(fields);
        return fields.build(() -> new Group(name, descriptor, region, new ChangeRules(required, freezes), sampling));
    }

    static void write(Group group, ObjectNode document) {
        DescriptorFields.write(group.descriptor(), document);
        if (group.region() != null) {
            document.put("region", group.region());
        }
        ChangeRules rules = group.rules();
        if (rules.requiredApprovals() > 0) {
            document.putObject(APPROVALS).put("required", rules.requiredApprovals());
        }
        if (!rules.freezes().isEmpty()) {
            ArrayNode freezes = document.putArray(FREEZES);
            rules.freezes().forEach(freeze -> write(freeze, freezes.addObject()));
        }
        AccessSamplingFields.write(group.sampling(), document);
    }

    private static void write(Freeze freeze, ObjectNode document) {
        document.put("from", Times.text(freeze.from())).put("to", Times.text(freeze.to()));
        if (freeze.reason() != null) {
            document.put("reason", freeze.reason());
        }
    }

    private static List<Freeze> freezes(Fields fields) {
        var freezes = new ArrayList<Freeze>();
        int index = 0;
        for (JsonNode window : fields.raw(FREEZES)) {
            String pointer = Pointers.child(Pointers.child(fields.pointer(), FREEZES), index++);
            var one = new Fields(window, pointer, fields.problems());
            Instant from = one.read("from", node -> Times.read("from", node));
            Instant to = one.read("to", node -> Times.read("to", node));
            Freeze freeze =
                    from == null || to == null ? null : one.part(() -> new Freeze(from, to, one.text("reason")));
            if (freeze != null) {
                freezes.add(freeze);
            }
        }
        return freezes;
    }
}
