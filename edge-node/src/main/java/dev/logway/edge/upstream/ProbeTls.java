package dev.logway.edge.upstream;

import dev.logway.domain.resource.ActiveCheck.Probe;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.UpstreamTls;
import dev.logway.domain.resource.UpstreamTls.Verify;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The TLS of probes: the upstream's, or the default where it has none. */
final class ProbeTls {
    private ProbeTls() {}

    /** What {@code probe} of a node that is spoken to in {@code protocol} travels over; null if it is not encrypted. */
    static @Nullable UpstreamTls of(Probe probe, Protocol protocol) {
        UpstreamTls ofUpstream = Objects.requireNonNullElse(protocol.tls(), UpstreamTls.DEFAULT);
        return switch (probe) {
            case Probe.Tcp _ -> null;
            case Probe.Http http ->
                switch (http.security()) {
                    case PLAIN -> null;
                    case TLS -> ofUpstream;
                    case UNVERIFIED_TLS ->
                        new UpstreamTls(Verify.OFF, null, ofUpstream.clientCertId(), ofUpstream.serverName());
                };
        };
    }
}
