package dev.logway.edge.client;

import dev.logway.edge.http1.Fields;
import dev.logway.edge.http1.RequestFraming;
import dev.logway.edge.http1.RequestHead;
import dev.logway.edge.http1.Version;
import dev.logway.routing.RequestHost;
import dev.logway.routing.RequestTarget;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Refuses the head of an HTTP/1.1 request that names no host, or two (RFC 9112, sections 3.2 and 3.3). */
final class Http1Head {
    private static final String HOST = "Host";

    private Http1Head() {}

    /** @throws RefusedException with the status to answer with */
    static AcceptedRequest accept(RequestHead head, RequestFraming framing) {
        Fields fields = head.fields();
        var known = new KnownFields(fields);
        String host = host(head.version(), known);
        RequestTarget target = RequestTarget.parse(head.target());
        if (target == null) {
            throw new RefusedException(400, "malformed request target");
        }
        String authority = target.authority();
        refuseUnless(
                authority == null || host == null || authority.equalsIgnoreCase(host),
                "the request line and the Host field name different hosts");
        refuseUnless(authority == null || RequestHost.isAuthority(authority), "malformed authority");
        return new AcceptedRequest(
                head.method(), target, version(head.version()), fields, host, known.minRevision, framing.bytes());
    }

    private static @Nullable String host(Version version, KnownFields known) {
        refuseUnless(known.hosts == 1 || (known.hosts == 0 && version == Version.HTTP_1_0), "not one Host field");
        String host = known.host;
        refuseUnless(host == null || RequestHost.isAuthority(host), "the Host field holds no authority");
        return host;
    }

    /** The fields that are looked at here, found in one pass over all. */
    private static final class KnownFields {
        @Nullable
        String host;

        int hosts;

        @Nullable
        String minRevision;

        KnownFields(Fields fields) {
            for (int i = 0; i < fields.count(); i++) {
                String name = fields.nameAt(i);
                if (name.length() == HOST.length() && name.equalsIgnoreCase(HOST)) {
                    host = fields.valueAt(i);
                    hosts++;
                } else if (RevisionFields.isMinRevision(name)) {
                    minRevision = RevisionFields.joined(minRevision, fields.valueAt(i));
                }
            }
        }
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
