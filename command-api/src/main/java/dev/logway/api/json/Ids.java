package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.resource.ResourceKey;

/** Ids in documents: texts, or whole numbers, which are taken as their digits. */
final class Ids {
    private Ids() {}

    /** The id as a text. */
    static String read(JsonNode id) {
        return id.isTextual()
                ? id.textValue()
                : id.decimalValue().toBigInteger().toString();
    }

    /**
     * Whether a resource may have this id: what the domain takes, without the two that are steps in a URL's path
     * (RFC 3986, section 5.2.4), which clients and proxies resolve before anyone sees them.
     */
    static boolean isUsable(String id) {
        return ResourceKey.isId(id) && !id.equals(".") && !id.equals("..");
    }
}
