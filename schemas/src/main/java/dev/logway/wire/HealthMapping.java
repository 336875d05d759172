package dev.logway.wire;

import dev.logway.domain.resource.ActiveCheck;
import dev.logway.domain.resource.ActiveCheck.Probe;
import dev.logway.domain.resource.HealthChecks;
import dev.logway.domain.resource.HealthRule;
import dev.logway.wire.avro.ActiveCheckRecord;
import dev.logway.wire.avro.HealthChecksRecord;
import dev.logway.wire.avro.HealthRuleRecord;
import dev.logway.wire.avro.HttpProbeRecord;
import dev.logway.wire.avro.ProbeSecurity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Health checks between the domain and Avro. */
final class HealthMapping {
    private HealthMapping() {}

    static @Nullable HealthChecksRecord toAvro(@Nullable HealthChecks checks) {
        return checks == null
                ? null
                : new HealthChecksRecord(
                        toAvro(checks.active()), checks.passive() == null ? null : toAvro(checks.passive()));
    }

    static @Nullable HealthChecks toDomain(@Nullable HealthChecksRecord checks) {
        return checks == null
                ? null
                : new HealthChecks(
                        toDomain(checks.getActive()),
                        checks.getPassive() == null ? null : toDomain(checks.getPassive()));
    }

    private static ActiveCheckRecord toAvro(ActiveCheck active) {
        return new ActiveCheckRecord(
                active.probe() instanceof Probe.Http http
                        ? new HttpProbeRecord(
                                http.method(),
                                http.path(),
                                http.host(),
                                http.headers(),
                                ProbeSecurity.valueOf(http.security().name()))
                        : null,
                active.port(),
                active.timeout().toMillis(),
                active.concurrency(),
                active.pace().healthy().toMillis(),
                active.pace().unhealthy().toMillis(),
                toAvro(active.rule()));
    }

    private static ActiveCheck toDomain(ActiveCheckRecord active) {
        HttpProbeRecord http = active.getHttp();
        return new ActiveCheck(
                http == null
                        ? new Probe.Tcp()
                        : new Probe.Http(
                                http.getMethod(),
                                http.getPath(),
                                http.getHost(),
                                http.getHeaders(),
                                Probe.Http.Security.valueOf(http.getSecurity().name())),
                active.getPort(),
                Duration.ofMillis(active.getTimeoutMillis()),
                active.getConcurrency(),
                new ActiveCheck.Pace(
                        Duration.ofMillis(active.getHealthyIntervalMillis()),
                        Duration.ofMillis(active.getUnhealthyIntervalMillis())),
                toDomain(active.getRule()));
    }

    private static HealthRuleRecord toAvro(HealthRule rule) {
        return new HealthRuleRecord(
                rule.healthy().statuses(),
                rule.healthy().successes(),
                rule.unhealthy().statuses(),
                rule.unhealthy().httpFailures(),
                rule.unhealthy().tcpFailures(),
                rule.unhealthy().timeouts());
    }

    private static HealthRule toDomain(HealthRuleRecord rule) {
        return new HealthRule(
                new HealthRule.Healthy(rule.getHealthyStatuses(), rule.getSuccesses()),
                new HealthRule.Unhealthy(
                        rule.getUnhealthyStatuses(),
                        rule.getHttpFailures(),
                        rule.getTcpFailures(),
                        rule.getTimeouts()));
    }
}
