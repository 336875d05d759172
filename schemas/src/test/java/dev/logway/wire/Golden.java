package dev.logway.wire;

import dev.logway.domain.Scope;
import dev.logway.domain.access.AccessSample;
import dev.logway.domain.checkpoint.Checkpoint;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Precondition;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.fleet.CanaryCounts;
import dev.logway.domain.fleet.CanaryReport;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.domain.fleet.InstanceTransition;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.AccessSampling;
import dev.logway.domain.resource.Approvals;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.ChangeRules;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.EncryptedSecret;
import dev.logway.domain.resource.Freeze;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.HashOn;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.NodeSource;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Expectation;
import dev.logway.domain.resource.PendingChange.Wanted;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Schedule;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.Timeouts;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.domain.resource.UpstreamTls;
import dev.logway.testkit.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One value of each record in the log, with every field set; the golden bytes were written from these. */
final class Golden {
    static final Scope SCOPE = Scope.group("default");
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final CommandId ID = CommandId.parse("12345678-9abc-4def-8123-456789abcdef");
    private static final Digest DIGEST = new Digest(1, -1, Long.MIN_VALUE, 0x0123456789abcdefL);
    private static final Origin ORIGIN = new Origin("ann", "because", AT);
    private static final Descriptor DESCRIPTOR =
            new Descriptor("name", "Größe €", new TreeMap<>(Map.of("env", "prod", "team", "a")));
    private static final UpstreamSpec SPEC = new UpstreamSpec(
            List.of(new Node("10.0.0.7", 8080, 3), new Node("::1", 65_535, 0)),
            new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(3_001)),
            new KeepalivePool(10, Duration.ofSeconds(5), 100),
            new HostHeader.Rewrite("inner.example.com:8443"));
    private static final Route ROUTE = new Route(
            "r1",
            DESCRIPTOR,
            Route.Status.DISABLED,
            new RouteMatch(
                    List.of(PathPattern.parse("/a/:id/*rest"), PathPattern.parse("/b")),
                    List.of(new HostPattern("*.foo.com")),
                    List.of("GET", "POST"),
                    List.of(),
                    null,
                    -7),
            new Route.Target(
                    "s1",
                    new Backend.Inline(SPEC),
                    new Timeouts(Duration.ofMillis(4), Duration.ofMillis(5), Duration.ofMillis(6))));

    static final Checkpoint CHECKPOINT = new Checkpoint(
            SCOPE,
            20_000,
            AT,
            DIGEST,
            new Hash("ab".repeat(32)),
            1,
            new Checkpoint.Parts(2, new Hash("cd".repeat(32)), 7, 9),
            "ef".repeat(64));

    static final Command COMMAND = new Command(
            ID,
            SCOPE,
            ORIGIN,
            "key-1",
            List.of(
                    new Precondition.Absent(Route.key("r1")),
                    new Precondition.Exists(Service.key("s1")),
                    new Precondition.RevisionIs(Upstream.key("u1"), List.of(3L, 4L))),
            new Action.Changeset(
                    List.of(
                            new Edit.Put(new Group("default", DESCRIPTOR, "eu")),
                            new Edit.Put(new Upstream("u1", DESCRIPTOR, SPEC)),
                            new Edit.Put(new Service(
                                    "s1", DESCRIPTOR, List.of(new HostPattern("foo.com")), new Backend.ById("u1"))),
                            new Edit.Put(ROUTE),
                            new Edit.Delete(Route.key("r0"))),
                    Action.Guard.FORCED));

    static final Change.Defined DEFINED = new Change.Defined(ROUTE, new Meta(4, AT, AT.plusMillis(1), "bob"));

    /** Has every field that came after the first schema; its bytes begin with the second. */
    static final Change.Defined DEFINED_UPSTREAM = new Change.Defined(
            new Upstream(
                    "u2",
                    DESCRIPTOR,
                    new UpstreamSpec(
                            new NodeSource.Listed(List.of(new Node("10.0.0.7", 8080, 3, -1))),
                            null,
                            KeepalivePool.DEFAULT,
                            HostHeader.PASS,
                            new Balancing.ConsistentHash(HashOn.VARS_COMBINATIONS, "$host$remote_addr"),
                            Resources.fullResilience(),
                            new Protocol(
                                    Scheme.GRPCS,
                                    new UpstreamTls(UpstreamTls.Verify.OFF, "authority", "c1", "inner.example.com")))),
            new Meta(4, AT, AT.plusMillis(1), "bob"));

    /** The same for an upstream that is discovered. */
    static final Change.Defined DEFINED_DISCOVERED = new Change.Defined(
            new Upstream(
                    "u3",
                    Descriptor.NONE,
                    new UpstreamSpec(
                            new NodeSource.Dns("_http._tcp.example.com"),
                            null,
                            KeepalivePool.DEFAULT,
                            HostHeader.PASS,
                            Balancing.PEAK_EWMA,
                            Resilience.DEFAULT,
                            Protocol.of(Scheme.HTTPS))),
            new Meta(4, AT, AT.plusMillis(1), "bob"));

    static final Change.Defined CERTIFICATE = new Change.Defined(
            new Certificate(
                    "c1",
                    DESCRIPTOR,
                    Certificate.Status.DISABLED,
                    List.of(new HostPattern("foo.com"), new HostPattern("*.foo.com")),
                    "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n",
                    new EncryptedSecret("AQID"),
                    new Certificate.ClientVerification("authority", 3)),
            new Meta(5, AT, AT.plusMillis(1), "bob"));

    static final Change.Defined GROUP = new Change.Defined(
            new Group(
                    "default",
                    DESCRIPTOR,
                    "eu",
                    new ChangeRules(
                            2,
                            List.of(new Freeze(AT, AT.plusSeconds(1), "sale"), new Freeze(AT, AT.plusMillis(1), null))),
                    new AccessSampling(250, List.of("x-tenant"), Duration.ofMinutes(90))),
            new Meta(6, AT, AT.plusMillis(1), "bob"));

    static final Change.Defined PENDING_CHANGE = new Change.Defined(
            new PendingChange(
                    "7",
                    new PendingChange.Author("ann", "because", "fire in the house", AT),
                    List.of(new Wanted(Service.key("s0"), null), new Wanted(Route.key("r1"), ROUTE)),
                    List.of(
                            new Expectation(Service.key("s0"), 3L),
                            new Expectation(Route.key("r0"), null),
                            new Expectation(Route.key("r1"), 0L)),
                    Approvals.required(2).with(new Approvals.Approval("bob", "fine", AT.plusSeconds(1))),
                    new Schedule(AT.plusSeconds(60), AT.plusSeconds(3_600)),
                    PendingChange.Step.APPLY),
            new Meta(7, AT, AT.plusMillis(1), "bob"));

    private static final Canary CANARY = new Canary(
            List.of("edge-1", "edge-2"), 10, new Canary.Trial(Duration.ofSeconds(60), 20_000, 500, 100), null);

    static final Change.Defined TRIED = new Change.Defined(
            new PendingChange(
                    "8",
                    new PendingChange.Author("ann", "because", null, AT),
                    List.of(new Wanted(Service.key("s0"), null)),
                    List.of(new Expectation(Service.key("s0"), 3L)),
                    Approvals.required(0),
                    Schedule.NOW,
                    PendingChange.Step.PROMOTE,
                    CANARY.begun(AT.plusMillis(2))),
            new Meta(8, AT, AT.plusMillis(1), "bob"));

    static final Command TRY = Command.of(
            ID,
            SCOPE,
            ORIGIN,
            new Action.Changeset(
                    List.of(new Edit.Delete(Service.key("s0"))), Action.Guard.GUARDED, Schedule.NOW, CANARY));

    static final Command PROMOTE = Command.of(ID, SCOPE, ORIGIN, new Action.Promote("8"));

    static final Command SCHEDULED = new Command(
            ID,
            SCOPE,
            new Origin("ann", "because", "fire in the house", AT),
            null,
            List.of(),
            new Action.Changeset(
                    List.of(new Edit.Delete(Route.key("r0"))),
                    Action.Guard.GUARDED,
                    new Schedule(AT.plusSeconds(60), AT.plusSeconds(3_600))));

    static final Command FIRE = Command.of(ID, SCOPE, ORIGIN, new Action.Fire("7", PendingChange.Step.TAKE_BACK));

    static final Event ACCEPTED = new Event(
            ID,
            SCOPE,
            ORIGIN,
            AT.plusSeconds(1),
            new Outcome.Accepted(
                    4,
                    DIGEST,
                    List.of(new Change.Removed(Route.key("r0")), DEFINED),
                    new Hash("0123456789abcdef".repeat(4))));

    static final Event REPEATED = new Event(
            ID,
            SCOPE,
            ORIGIN,
            AT.plusSeconds(2),
            new Outcome.Repeated(
                    CommandId.parse("00000000-0000-4000-8000-000000000001"),
                    new Outcome.Rejected(
                            3,
                            List.of(new Rejection(
                                    Rejection.RESOURCE_IN_USE,
                                    "upstreams/u1 is still used",
                                    Upstream.key("u1"),
                                    List.of(Route.key("r1")))))));

    static final Seal SEAL = new Seal(4, DIGEST, ID, AT);

    static final Heartbeat HEARTBEAT = new Heartbeat(
            new InstanceId("default", "edge-1"),
            new Heartbeat.Address("host-1", List.of("http://127.0.0.1:9080"), "0.1.0", "eu", "eu-1"),
            new Heartbeat.Serving(4, DIGEST),
            List.of("revision 5 cannot be served"),
            Duration.ofMillis(123_456));

    /** Its bytes begin with the second schema. */
    static final Heartbeat HEARTBEAT_WITH_WARNINGS = new Heartbeat(
            HEARTBEAT.instance(),
            HEARTBEAT.address(),
            HEARTBEAT.serving(),
            List.of(),
            Duration.ZERO,
            List.of("upstreams/u1: 1 of 2 nodes are down"));

    /** Its bytes begin with the second schema. */
    static final Heartbeat HEARTBEAT_WITH_CANARY = new Heartbeat(
            HEARTBEAT.instance(),
            HEARTBEAT.address(),
            HEARTBEAT.serving(),
            List.of(),
            Duration.ZERO,
            List.of(),
            new CanaryReport("8", new CanaryCounts(1_000, 2, 3, 4), List.of("routes/r1 is set aside: no")));

    static final Instance INSTANCE = new Instance(
            InstanceState.HEARTBEAT_ONLY, AT, AT.plusMillis(5), AT.minusMillis(5), AT.plusMillis(5), HEARTBEAT);

    static final InstanceTransition TRANSITION = new InstanceTransition(
            HEARTBEAT.instance(), InstanceState.HEALTHY, InstanceState.OFFLINE, AT, "no heartbeat for 2 h");

    static final AccessSample ACCESS_SAMPLE = new AccessSample(
            AT,
            new AccessSample.Asked(
                    "GET",
                    "https",
                    "example.com:8443",
                    "/a?b=c",
                    "192.0.2.1",
                    List.of(new AccessSample.Field("x-tenant", "blue"), new AccessSample.Field("x-none", null))),
            new AccessSample.Decided(4, "r1"),
            new AccessSample.Answered(200, Duration.ofMillis(12)));

    static final SnapshotCodec.Head SNAPSHOT =
            new SnapshotCodec.Head(SCOPE, "cluster-1", "topic-1", 12_345, 4, DIGEST, AT, AT.plusMillis(1), 6);

    private Golden() {}
}
