package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.ActiveCheck;
import dev.logway.domain.resource.ActiveCheck.Probe;
import dev.logway.domain.resource.ActiveCheck.Probe.Http.Security;
import dev.logway.domain.resource.HealthChecks;
import dev.logway.domain.resource.HealthRule;
import dev.logway.domain.resource.Scheme;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code checks}: {@code active} and {@code passive}. */
final class HealthFields {
    private HealthFields() {}

    /** The checks; null if there are none, or they are at fault. */
    static @Nullable HealthChecks read(Fields parent) {
        Fields fields = parent.open("checks");
        if (fields == null) {
            return null;
        }
        Scheme scheme = ProtocolFields.scheme(parent);
        ActiveCheck active = parent.part(() -> active(fields.in("active"), scheme));
        Fields observed = fields.open("passive");
        HealthRule passive = observed == null ? null : parent.part(() -> rule(observed, HealthChecks.PASSIVE_DEFAULT));
        return active == null ? null : new HealthChecks(active, passive);
    }

    static void write(@Nullable HealthChecks checks, ObjectNode parent) {
        if (checks == null) {
            return;
        }
        ObjectNode document = parent.putObject("checks");
        write(checks.active(), document.putObject("active"));
        if (checks.passive() != null) {
            write(checks.passive(), document.putObject("passive").put("type", "http"));
        }
    }

    private static ActiveCheck active(Fields fields, Scheme scheme) {
        ActiveCheck absent = ActiveCheck.DEFAULT;
        Integer port = fields.read("port", JsonNode::intValue);
        Duration timeout = fields.seconds("timeout", absent.timeout());
        int concurrency = fields.integer("concurrency", absent.concurrency());
        Duration healthy =
                fields.in("healthy").seconds("interval", absent.pace().healthy());
        Duration unhealthy =
                fields.in("unhealthy").seconds("interval", absent.pace().unhealthy());
        return new ActiveCheck(
                probe(fields, scheme),
                port,
                timeout,
                concurrency,
                new ActiveCheck.Pace(healthy, unhealthy),
                rule(fields, absent.rule()));
    }

    private static Probe probe(Fields fields, Scheme scheme) {
        String type = Objects.requireNonNullElse(fields.text("type"), usual(scheme));
        if (type.equals("tcp")) {
            return new Probe.Tcp();
        }
        boolean verified = !Boolean.FALSE.equals(fields.read("https_verify_certificate", JsonNode::booleanValue));
        Security tls = verified ? Security.TLS : Security.UNVERIFIED_TLS;
        return new Probe.Http(
                Objects.requireNonNullElse(fields.text("http_method"), "GET"),
                Objects.requireNonNullElse(fields.text("http_path"), "/"),
                fields.text("host"),
                fields.readAll("req_headers", JsonNode::asText),
                type.equals("https") ? tls : Security.PLAIN);
    }

    /** How nodes of {@code scheme} are probed if nothing is said: a gRPC server need not know HTTP/1.1. */
    private static String usual(Scheme scheme) {
        return switch (scheme) {
            case HTTP -> "http";
            case HTTPS -> "https";
            case GRPC, GRPCS -> "tcp";
        };
    }

    private static HealthRule rule(Fields fields, HealthRule absent) {
        Fields healthy = fields.in("healthy");
        Fields unhealthy = fields.in("unhealthy");
        List<Integer> good = healthy.integers("http_statuses", absent.healthy().statuses());
        List<Integer> bad =
                unhealthy.integers("http_statuses", absent.unhealthy().statuses());
        return new HealthRule(
                new HealthRule.Healthy(
                        good, healthy.integer("successes", absent.healthy().successes())),
                new HealthRule.Unhealthy(
                        bad,
                        unhealthy.integer("http_failures", absent.unhealthy().httpFailures()),
                        unhealthy.integer("tcp_failures", absent.unhealthy().tcpFailures()),
                        unhealthy.integer("timeouts", absent.unhealthy().timeouts())));
    }

    private static void write(ActiveCheck active, ObjectNode document) {
        switch (active.probe()) {
            case Probe.Tcp _ -> document.put("type", "tcp");
            case Probe.Http(
                    String method,
                    String path,
                    @Nullable String host,
                    List<String> headers,
                    Security security) -> {
                document.put("type", security == Security.PLAIN ? "http" : "https");
                document.put("http_method", method).put("http_path", path);
                if (security != Security.PLAIN) {
                    document.put("https_verify_certificate", security == Security.TLS);
                }
                if (host != null) {
                    document.put("host", host);
                }
                if (!headers.isEmpty()) {
                    headers.forEach(document.putArray("req_headers")::add);
                }
            }
        }
        if (active.port() != null) {
            document.put("port", active.port());
        }
        document.set("timeout", Seconds.write(active.timeout()));
        document.put("concurrency", active.concurrency());
        write(active.rule(), document);
        document.withObject("/healthy")
                .set("interval", Seconds.write(active.pace().healthy()));
        document.withObject("/unhealthy")
                .set("interval", Seconds.write(active.pace().unhealthy()));
    }

    private static void write(HealthRule rule, ObjectNode document) {
        ObjectNode healthy = document.putObject("healthy");
        rule.healthy().statuses().forEach(healthy.putArray("http_statuses")::add);
        healthy.put("successes", rule.healthy().successes());
        ObjectNode unhealthy = document.putObject("unhealthy");
        rule.unhealthy().statuses().forEach(unhealthy.putArray("http_statuses")::add);
        unhealthy.put("http_failures", rule.unhealthy().httpFailures());
        unhealthy.put("tcp_failures", rule.unhealthy().tcpFailures());
        unhealthy.put("timeouts", rule.unhealthy().timeouts());
    }
}
