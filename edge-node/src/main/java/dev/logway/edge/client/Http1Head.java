package dev.logway.edge.client;

import dev.logway.edge.http1.Fields;
import dev.logway.edge.http1.RequestFraming;
import dev.logway.edge.http1.RequestHead;
import dev.logway.edge.http1.Version;
import dev.logway.routing.RequestHost;
import dev.logway.routing.RequestTarget;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses the head of an HTTP/1.1 request that names no host, or two (RFC 9112, sections 3.2 and 3.3). */
final class Http1Head {
    private Http1Head() {}

    /** @throws RefusedException with the status to answer with */
    static AcceptedRequest accept(RequestHead head, RequestFraming framing) {
        Fields fields = head.fields();
        String host = host(head);
        RequestTarget target = RequestTarget.parse(head.target());
        if (target == null) {
            throw new RefusedException(400, "malformed request target");
        }
        String authority = target.authority();
        refuseUnless(
                authority == null || host == null || authority.equalsIgnoreCase(host),
                "the request line and the Host field name different hosts");
        refuseUnless(authority == null || RequestHost.isAuthority(authority), "malformed authority");
        return new AcceptedRequest(head.method(), target, version(head.version()), fields, host, framing.bytes());
    }

    private static @Nullable String host(RequestHead head) {
        List<String> hosts = head.fields().getAll("Host");
        refuseUnless(
                hosts.size() == 1 || (hosts.isEmpty() && head.version() == Version.HTTP_1_0), "not one Host field");
        String host = hosts.isEmpty() ? null : hosts.getFirst();
        refuseUnless(host == null || RequestHost.isAuthority(host), "the Host field holds no authority");
        return host;
    }

    private static HttpVersion version(Version version) {
        return switch (version) {
            case HTTP_1_0 -> HttpVersion.HTTP_1_0;
            case HTTP_1_1 -> HttpVersion.HTTP_1_1;
        };
    }

    private static void refuseUnless(boolean holds, String reason) {
        if (!holds) {
            throw new RefusedException(400, reason);
        }
    }
}
