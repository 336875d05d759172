package dev.logway.wire;

import dev.logway.domain.net.CidrRange;
import dev.logway.domain.resource.AccessSampling;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.ChangeRules;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Freeze;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.wire.avro.AccessSamplingRecord;
import dev.logway.wire.avro.CertificateRecord;
import dev.logway.wire.avro.DescriptorRecord;
import dev.logway.wire.avro.FreezeRecord;
import dev.logway.wire.avro.GroupRecord;
import dev.logway.wire.avro.LabelRecord;
import dev.logway.wire.avro.PendingChangeRecord;
import dev.logway.wire.avro.ResourceRecord;
import dev.logway.wire.avro.RouteRecord;
import dev.logway.wire.avro.ServiceRecord;
import dev.logway.wire.avro.UpstreamRecord;
import dev.logway.wire.avro.UpstreamSpecRecord;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resources between the domain and Avro. Reading throws {@link IllegalArgumentException} for what the domain refuses. */
final class ResourceMapping {
    private ResourceMapping() {}

    static ResourceRecord toAvro(Resource resource) {
        return new ResourceRecord(branch(resource));
    }

    /** The record of {@code resource} without its envelope. */
    static Object branch(Resource resource) {
        return switch (resource) {
            case Group group -> toAvro(group);
            case Upstream upstream -> toAvro(upstream);
            case Service service -> toAvro(service);
            case Route route -> toAvro(route);
            case Certificate certificate -> CertificateMapping.toAvro(certificate, toAvro(certificate.descriptor()));
            case PendingChange pending -> PendingMapping.toAvro(pending);
        };
    }

    static Resource toDomain(ResourceRecord envelope) {
        return resource(envelope.getResource());
    }

    /** What {@link #branch} reads back. */
    static Resource resource(Object union) {
        return switch (union) {
            case GroupRecord group -> toDomain(group);
            case UpstreamRecord upstream ->
                new Upstream(
                        upstream.getId(),
                        toDomain(upstream.getDescriptor()),
                        UpstreamMapping.toDomain(upstream.getSpec()));
            case ServiceRecord service ->
                new Service(
                        service.getId(),
                        toDomain(service.getDescriptor()),
                        service.getHosts().stream().map(HostPattern::new).toList(),
                        backend(service.getBackend()));
            case RouteRecord route -> toDomain(route);
            case CertificateRecord certificate ->
                CertificateMapping.toDomain(certificate, toDomain(certificate.getDescriptor()));
            case PendingChangeRecord pending -> PendingMapping.toDomain(pending);
            case Object other -> throw new UndecodableException("unknown kind of resource " + other.getClass());
        };
    }

    private static GroupRecord toAvro(Group group) {
        return new GroupRecord(
                group.name(),
                toAvro(group.descriptor()),
                group.region(),
                group.rules().requiredApprovals(),
                group.rules().freezes().stream()
                        .map(freeze -> new FreezeRecord(freeze.from(), freeze.to(), freeze.reason()))
                        .toList(),
                toAvro(group.sampling()));
    }

    private static @Nullable AccessSamplingRecord toAvro(@Nullable AccessSampling sampling) {
        return sampling == null
                ? null
                : new AccessSamplingRecord(sampling.hundredths(), sampling.headers(), (int)
                        sampling.retention().toMinutes());
    }

    private static @Nullable AccessSampling toDomain(@Nullable AccessSamplingRecord sampling) {
        return sampling == null
                ? null
                : new AccessSampling(
                        sampling.getHundredths(),
                        sampling.getHeaders(),
                        Duration.ofMinutes(sampling.getRetentionMinutes()));
    }

    private static Group toDomain(GroupRecord group) {
        List<Freeze> freezes = group.getFreezes().stream()
                .map(freeze -> new Freeze(freeze.getFrom(), freeze.getTo(), freeze.getReason()))
                .toList();
        return new Group(
                group.getName(),
                toDomain(group.getDescriptor()),
                group.getRegion(),
                new ChangeRules(group.getRequiredApprovals(), freezes),
                toDomain(group.getAccessSampling()));
    }

    private static UpstreamRecord toAvro(Upstream upstream) {
        return new UpstreamRecord(
                upstream.id(), toAvro(upstream.descriptor()), UpstreamMapping.toAvro(upstream.spec()));
    }

    private static ServiceRecord toAvro(Service service) {
        return new ServiceRecord(
                service.id(), toAvro(service.descriptor()), texts(service.hosts()), backend(service.backend()));
    }

    private static RouteRecord toAvro(Route route) {
        RouteMatch match = route.match();
        Route.Target target = route.target();
        return new RouteRecord(
                route.id(),
                toAvro(route.descriptor()),
                route.status() == Route.Status.ENABLED,
                match.paths().stream().map(PathPattern::text).toList(),
                texts(match.hosts()),
                match.methods(),
                match.priority(),
                target.serviceId(),
                target.backend() == null ? null : backend(target.backend()),
                target.timeouts() == null ? null : UpstreamMapping.toAvro(target.timeouts()),
                match.remoteAddresses().stream().map(CidrRange::toString).toList(),
                ExpressionMapping.toAvro(match.vars()),
                target.upgrade() == Route.Upgrade.WEBSOCKET);
    }

    private static Route toDomain(RouteRecord route) {
        return new Route(
                route.getId(),
                toDomain(route.getDescriptor()),
                route.getEnabled() ? Route.Status.ENABLED : Route.Status.DISABLED,
                new RouteMatch(
                        route.getPaths().stream().map(PathPattern::parse).toList(),
                        route.getHosts().stream().map(HostPattern::new).toList(),
                        route.getMethods(),
                        route.getRemoteAddresses().stream()
                                .map(CidrRange::parse)
                                .toList(),
                        ExpressionMapping.toDomain(route.getVars()),
                        route.getPriority()),
                new Route.Target(
                        route.getServiceId(),
                        route.getBackend() == null ? null : backend(route.getBackend()),
                        route.getTimeouts() == null ? null : UpstreamMapping.toDomain(route.getTimeouts()),
                        route.getEnableWebsocket() ? Route.Upgrade.WEBSOCKET : Route.Upgrade.NONE));
    }

    private static Object backend(Backend backend) {
        return switch (backend) {
            case Backend.ById(String upstreamId) -> upstreamId;
            case Backend.Inline(UpstreamSpec spec) -> UpstreamMapping.toAvro(spec);
        };
    }

    private static Backend backend(Object union) {
        return union instanceof UpstreamSpecRecord spec
                ? new Backend.Inline(UpstreamMapping.toDomain(spec))
                : new Backend.ById(union.toString());
    }

    private static List<String> texts(List<HostPattern> hosts) {
        return hosts.stream().map(HostPattern::text).toList();
    }

    private static DescriptorRecord toAvro(Descriptor descriptor) {
        List<LabelRecord> labels = descriptor.labels().entrySet().stream()
                .map(label -> new LabelRecord(label.getKey(), label.getValue()))
                .toList();
        return new DescriptorRecord(descriptor.name(), descriptor.desc(), labels);
    }

    private static Descriptor toDomain(@Nullable DescriptorRecord descriptor) {
        if (descriptor == null) {
            return Descriptor.NONE;
        }
        var labels = new TreeMap<String, String>();
        descriptor.getLabels().forEach(label -> labels.put(label.getKey(), label.getValue()));
        return new Descriptor(descriptor.getName(), descriptor.getDesc(), labels);
    }
}
