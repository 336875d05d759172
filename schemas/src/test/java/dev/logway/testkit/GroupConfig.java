package dev.logway.testkit;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Meta;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Approvals;
import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.NodeSource;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Schedule;
import dev.logway.domain.resource.Timeouts;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.log.ImagePublisher;
import dev.logway.log.Loaded;
import dev.logway.log.LogPosition;
import dev.logway.secret.SecretCipher;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.Seal;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A group's configuration that grows revision by revision, as the projector would write it. */
public final class GroupConfig {
    public static final Scope SCOPE = Scope.group("default");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final ImagePublisher publisher;
    private ScopeImage image = ScopeImage.empty(SCOPE);

    /** @param publisher receives every revision */
    public GroupConfig(ImagePublisher publisher) {
        this.publisher = publisher;
    }

    public ScopeImage image() {
        return image;
    }

    /** One revision with all of {@code resources} put. */
    public Loaded put(Resource... resources) {
        return change(List.of(resources), List.of());
    }

    /** One revision without {@code keys}. */
    public Loaded remove(ResourceKey... keys) {
        return change(List.of(), List.of(keys));
    }

    /** One revision that puts and removes. */
    public Loaded change(List<? extends Resource> puts, List<ResourceKey> removals) {
        long revision = image.revision() + 1;
        var changes = new ArrayList<EntryChange>();
        puts.forEach(resource -> changes.add(put(resource, revision)));
        removals.forEach(key -> changes.add(new EntryChange.Remove(key)));
        var delta = ScopeDelta.of(image.revision(), revision, changes);
        image = image.apply(delta);
        var loaded = new Loaded(delta, image, seal(image), position(revision));
        publisher.publish(loaded);
        return loaded;
    }

    /** What a put of {@code resource} at {@code revision} does to an image. */
    public static EntryChange put(Resource resource, long revision) {
        return ConfigCodec.encode(SCOPE, new Change.Defined(resource, new Meta(revision, AT, AT, "test")))
                .change();
    }

    public static Seal seal(ScopeImage image) {
        return new Seal(image.revision(), image.digest(), CommandId.parse("01900000-0000-7000-8000-000000000000"), AT);
    }

    public static LogPosition position(long offset) {
        return new LogPosition("cluster-1", "topic-1", offset);
    }

    public static Upstream upstream(String id, Node... nodes) {
        return new Upstream(id, Descriptor.NONE, UpstreamSpec.of(nodes));
    }

    /** An upstream whose timeouts are {@code millis} each. */
    public static Upstream impatient(String id, long millis, Node... nodes) {
        Duration patience = Duration.ofMillis(millis);
        return new Upstream(
                id,
                Descriptor.NONE,
                new UpstreamSpec(
                        List.of(nodes),
                        new Timeouts(patience, patience, patience),
                        KeepalivePool.DEFAULT,
                        HostHeader.PASS));
    }

    /** An upstream with this resilience, whose timeouts are {@code millis} each. */
    public static Upstream resilient(String id, long millis, Resilience resilience, Node... nodes) {
        Duration patience = Duration.ofMillis(millis);
        return new Upstream(
                id,
                Descriptor.NONE,
                new UpstreamSpec(
                        new NodeSource.Listed(List.of(nodes)),
                        new Timeouts(patience, patience, patience),
                        KeepalivePool.DEFAULT,
                        HostHeader.PASS,
                        Balancing.ROUND_ROBIN,
                        resilience,
                        Protocol.HTTP));
    }

    /** A certificate for {@code names}, whose key {@code cipher} encrypts. */
    public static Certificate certificate(String id, X509Bundle bundle, SecretCipher cipher, String... names) {
        return new Certificate(
                id,
                Descriptor.NONE,
                Certificate.Status.ENABLED,
                Stream.of(names).map(HostPattern::new).toList(),
                bundle.getCertificatePathPEM(),
                cipher.encrypt(SCOPE, Certificate.key(id), bundle.getPrivateKeyPEM()),
                null);
    }

    /** {@code certificate} for clients that show one of {@code authority}'s. */
    public static Certificate verifying(Certificate certificate, X509Bundle authority, int depth) {
        return new Certificate(
                certificate.id(),
                certificate.descriptor(),
                certificate.status(),
                certificate.snis(),
                certificate.chain(),
                certificate.privateKey(),
                new Certificate.ClientVerification(authority.getCertificatePEM(), depth));
    }

    /** A change that {@code instance} tries, and that takes back at most one request of twenty. */
    public static PendingChange tried(
            String id, String instance, @Nullable Integer p99Millis, PendingChange.Wanted... wanted) {
        return new PendingChange(
                id,
                new PendingChange.Author("test", null, null, AT),
                List.of(wanted),
                List.of(),
                Approvals.required(0),
                Schedule.NOW,
                PendingChange.Step.PROMOTE,
                new Canary(
                        List.of(instance), null, new Canary.Trial(Duration.ofSeconds(60), 50_000, p99Millis, 0), AT));
    }

    public static Node node(int port) {
        return new Node("127.0.0.1", port, 1);
    }

    public static Route route(String id, String path, String upstreamId) {
        return route(id, RouteMatch.path(path), upstreamId);
    }

    public static Route route(String id, RouteMatch match, String upstreamId) {
        return new Route(id, Descriptor.NONE, Route.Status.ENABLED, match, Route.Target.upstream(upstreamId));
    }

    /** @param hosts empty for any host */
    public static RouteMatch match(String path, List<String> hosts, List<String> methods, int priority) {
        return new RouteMatch(
                List.of(PathPattern.parse(path)),
                hosts.stream().map(HostPattern::new).toList(),
                methods,
                List.of(),
                null,
                priority);
    }
}
