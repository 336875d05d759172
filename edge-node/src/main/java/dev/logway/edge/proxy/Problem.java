package dev.logway.edge.proxy;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;

/**
 * Why the edge itself refuses a request, for programs and for people (RFC 9457), where a status does not say it.
 *
 * @param code stable, for programs
 * @param detail for people; ASCII
 * @param members what else there is to say
 */
record Problem(int status, String code, String detail, JsonObject members) {

    /** As it is sent; with APISIX's one field too. */
    JsonObject document() {
        HttpResponseStatus known = HttpResponseStatus.valueOf(status);
        return new JsonObject()
                .put("error_msg", known.toString())
                .put("type", "urn:logway:problem:" + code)
                .put("title", known.reasonPhrase())
                .put("status", status)
                .put("code", code)
                .put("detail", detail)
                .mergeIn(members);
    }
}
