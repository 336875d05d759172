package dev.logway.api.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.UpstreamSpec;
import org.jspecify.annotations.Nullable;

/** {@code upstream_id}, or {@code upstream} written inline. */
final class BackendFields {
    private BackendFields() {}

    /** The backend; null if there is none, or it is at fault. */
    static @Nullable Backend read(Fields fields) {
        Backend byId = fields.read("upstream_id", id -> new Backend.ById(Ids.read(id)));
        Fields inline = fields.open("upstream");
        UpstreamSpec spec = inline == null ? null : UpstreamFields.read(inline);
        return spec == null ? byId : new Backend.Inline(spec);
    }

    static void write(@Nullable Backend backend, ObjectNode document) {
        switch (backend) {
            case null -> {}
            case Backend.ById(String id) -> document.put("upstream_id", id);
            case Backend.Inline(UpstreamSpec spec) -> UpstreamFields.write(spec, document.putObject("upstream"));
        }
    }
}
