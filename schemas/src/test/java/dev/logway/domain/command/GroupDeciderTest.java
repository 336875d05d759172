package dev.logway.domain.command;

import static dev.logway.testkit.Resources.group;
import static dev.logway.testkit.Resources.route;
import static dev.logway.testkit.Resources.service;
import static dev.logway.testkit.Resources.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Fingerprint;
import dev.logway.domain.image.Meta;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.testkit.Commands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupDeciderTest {
    private static final Group GROUP = group("default");
    private static final UpstreamSpec SPEC = upstream("u").spec();
    private static final Instant THEN = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-02-02T00:00:00Z");

    @Test
    void aGroupIsMadeByItsFirstCommand() {
        var changes = accepted(ScopeImage.empty(Commands.SCOPE), Commands.put(GROUP, upstream("u1")));

        assertEquals(
                List.of(
                        new Change.Defined(GROUP, new Meta(1, NOW, NOW, "ann")),
                        new Change.Defined(upstream("u1"), new Meta(1, NOW, NOW, "ann"))),
                changes);
    }

    @Test
    void withoutItsGroupNothingIsAccepted() {
        ScopeImage empty = ScopeImage.empty(Commands.SCOPE);

        assertEquals(List.of("unknown-group"), codes(empty, Commands.put(upstream("u1"))));
        assertEquals(List.of("unknown-group"), codes(empty, Commands.delete(Group.key("default"))));
        assertEquals(List.of("unknown-group"), codes(empty, Commands.put(group("elsewhere"))));
    }

    @Test
    void theDocumentOfAnotherGroupIsRefused() {
        Decision.Rejected rejected = rejected(holding(GROUP), Commands.put(group("elsewhere")));

        assertEquals(
                new Rejection(
                        "wrong-scope",
                        "groups/elsewhere cannot be changed in group/default",
                        Group.key("elsewhere"),
                        List.of()),
                rejected.reasons().getFirst());
        assertEquals(List.of("wrong-scope"), codes(holding(GROUP), Commands.delete(Group.key("elsewhere"))));
    }

    @Test
    void aReferenceMustExistAfterTheCommand() {
        ScopeImage image = holding(GROUP);

        assertEquals(
                List.of(new Rejection(
                        "unknown-reference",
                        "routes/r1 refers to upstreams/u1, which does not exist",
                        Route.key("r1"),
                        List.of(Upstream.key("u1")))),
                rejected(image, Commands.put(route("r1", "u1"))).reasons());
        assertEquals(
                2,
                accepted(image, Commands.put(route("r1", "u1"), upstream("u1"))).size());
        assertEquals(
                List.of("resource-in-use", "unknown-reference"),
                codes(
                        holding(GROUP, upstream("u1")),
                        Commands.of(new Edit.Put(route("r1", "u1")), new Edit.Delete(Upstream.key("u1")))));
    }

    @Test
    void whatIsInUseIsNotDeletedAndTheUsersAreNamed() {
        ScopeImage image = holding(GROUP, upstream("u1"), service("s1", "u1"), route("r1", "u1"));

        Decision.Rejected rejected = rejected(image, Commands.delete(Upstream.key("u1")));

        assertEquals(
                List.of(new Rejection(
                        "resource-in-use",
                        "upstreams/u1 is still used by services/s1, routes/r1;"
                                + " change or delete them first, or in the same changeset",
                        Upstream.key("u1"),
                        List.of(Service.key("s1"), Route.key("r1")))),
                rejected.reasons());
    }

    @Test
    void usersThatGoOrTurnAwayInTheSameCommandDoNotCount() {
        ScopeImage image = holding(GROUP, upstream("u1"), upstream("u2"), service("s1", "u1"), route("r1", "u1"));

        var changes = accepted(
                image,
                Commands.of(
                        new Edit.Delete(Upstream.key("u1")),
                        new Edit.Put(service("s1", "u2")),
                        new Edit.Delete(Route.key("r1"))));

        assertEquals(3, changes.size());
    }

    @Test
    void atMostTenUsersAreNamed() {
        var resources = new ArrayList<Resource>(List.of(GROUP, upstream("u1")));
        IntStream.range(100, 130).forEach(i -> resources.add(route("r" + i, "u1")));

        Rejection reason = rejected(holding(resources.toArray(Resource[]::new)), Commands.delete(Upstream.key("u1")))
                .reasons()
                .getFirst();

        assertEquals(IntStream.range(100, 110).mapToObj(i -> Route.key("r" + i)).toList(), reason.related());
    }

    @Test
    void whatIsNotThereCannotBeDeleted() {
        assertEquals(List.of("resource-not-found"), codes(holding(GROUP), Commands.delete(Route.key("r1"))));
    }

    @Test
    void aKeyIsChangedOnceByACommand() {
        ScopeImage image = holding(GROUP);

        assertEquals(List.of("duplicate-change"), codes(image, Commands.put(upstream("u1"), upstream("u1"))));
        assertEquals(
                List.of("duplicate-change", "duplicate-change"),
                codes(
                        image,
                        Commands.put(upstream("u2"), upstream("u1"), upstream("u2"), upstream("u1"), upstream("u2"))));
    }

    @Test
    void theOrderOfEditsDoesNotMatterEvenWhenAGroupIsPutAndDeleted() {
        ScopeImage empty = ScopeImage.empty(Commands.SCOPE);
        var put = new Edit.Put(GROUP);
        var delete = new Edit.Delete(Group.key("default"));

        assertEquals(
                GroupDecider.decide(empty, Commands.of(put, delete), NOW),
                GroupDecider.decide(empty, Commands.of(delete, put), NOW));
    }

    @Test
    void aPutOfWhatIsThereKeepsItsRevision() {
        ScopeImage image = holding(GROUP, upstream("u1"));

        assertEquals(List.of(), accepted(image, Commands.put(upstream("u1"))));
    }

    @Test
    void aReplacedResourceKeepsWhenItWasMade() {
        var described = new Group("default", new Descriptor("main", null, Map.of()), null);

        assertEquals(
                List.of(new Change.Defined(described, new Meta(2, THEN, NOW, "ann"))),
                accepted(holding(GROUP), Commands.put(described)));
    }

    @Test
    void preconditionsAreDecidedWithTheCommand() {
        ScopeImage image = holding(GROUP, upstream("u1"));
        ResourceKey there = Upstream.key("u1");
        ResourceKey missing = Upstream.key("u2");

        assertEquals(List.of(), codes(image, under(new Precondition.Exists(there))));
        assertEquals(List.of(), codes(image, under(new Precondition.Absent(missing))));
        assertEquals(List.of(), codes(image, under(new Precondition.RevisionIs(there, List.of(7L, 1L)))));
        assertEquals(List.of("already-exists"), codes(image, under(new Precondition.Absent(there))));
        assertEquals(List.of("revision-mismatch"), codes(image, under(new Precondition.Exists(missing))));
        assertEquals(
                List.of("revision-mismatch"), codes(image, under(new Precondition.RevisionIs(missing, List.of(1L)))));
        assertEquals(
                List.of("upstreams/u1 is at revision 1, not 2 or 3; read it again and repeat the change"),
                rejected(image, under(new Precondition.RevisionIs(there, List.of(2L, 3L)))).reasons().stream()
                        .map(Rejection::message)
                        .toList());
    }

    @Test
    void aGroupThatHoldsResourcesIsNotDeleted() {
        ScopeImage image = holding(GROUP, upstream("u1"), upstream("u2"));

        Rejection reason =
                rejected(image, Commands.delete(Group.key("default"))).reasons().getFirst();

        assertEquals("group-not-empty", reason.code());
        assertEquals(List.of(Upstream.key("u1"), Upstream.key("u2")), reason.related());
        assertTrue(reason.message().startsWith("group default still holds 2 resources, such as upstreams/u1"));
    }

    @Test
    void aGroupIsDeletedTogetherWithAllItHolds() {
        ScopeImage image = holding(GROUP, upstream("u1"), route("r1", "u1"));

        assertEquals(
                3,
                accepted(image, Commands.delete(Group.key("default"), Upstream.key("u1"), Route.key("r1")))
                        .size());
        assertEquals(
                List.of("group-not-empty"),
                codes(
                        holding(GROUP),
                        Commands.of(new Edit.Delete(Group.key("default")), new Edit.Put(upstream("u1")))));
    }

    @Test
    void moreThanTwentyAndMoreThanATenthAreDeletedByForceOnly() {
        ScopeImage small = holding(upstreams(100));

        assertEquals(List.of(), codes(small, deletions(20, Action.Guard.GUARDED)));
        assertEquals(List.of("too-many-deletes"), codes(small, deletions(21, Action.Guard.GUARDED)));
        assertEquals(List.of(), codes(small, deletions(21, Action.Guard.FORCED)));

        ScopeImage large = holding(upstreams(209)); // 210 resources with the group
        assertEquals(List.of(), codes(large, deletions(21, Action.Guard.GUARDED)));
        assertEquals(List.of("too-many-deletes"), codes(large, deletions(22, Action.Guard.GUARDED)));
    }

    @Test
    void aGroupHoldsSoManyResourcesAndNoMore() {
        ScopeImage full = holding(upstreams(GroupDecider.MAX_RESOURCES - 1));

        assertEquals(
                List.of(new Rejection(
                        "too-many-resources",
                        "the group would hold 200001 resources (at most 200000)",
                        null,
                        List.of())),
                rejected(full, Commands.put(upstream("one-more"))).reasons());
        assertEquals(
                List.of(),
                codes(full, Commands.of(new Edit.Put(upstream("one-more")), new Edit.Delete(Upstream.key("u7")))));
    }

    @Test
    void theLargestChangesetIsDecided() {
        int half = Action.Changeset.MAX_EDITS / 2;
        List<Edit> edits = IntStream.rangeClosed(1, half)
                .boxed()
                .<Edit>mapMulti((i, next) -> {
                    next.accept(new Edit.Delete(Upstream.key("u" + i)));
                    next.accept(new Edit.Put(route("r" + i, "kept")));
                })
                .toList();
        ScopeImage image = holding(Stream.concat(Stream.of(upstream("kept")), Arrays.stream(upstreams(half)))
                .toArray(Resource[]::new));
        Command command = Commands.of(edits.getFirst());

        var changes = accepted(
                image,
                Command.of(
                        command.id(),
                        command.scope(),
                        command.origin(),
                        new Action.Changeset(edits, Action.Guard.FORCED)));

        assertEquals(Action.Changeset.MAX_EDITS, changes.size());
    }

    @Test
    void everyReasonIsGivenUpToALimit() {
        Route[] few = routesToNowhere(3);
        Route[] many = routesToNowhere(GroupDecider.MAX_REASONS + 1);

        assertEquals(
                List.of(Route.key("r1"), Route.key("r2"), Route.key("r3")),
                rejected(holding(GROUP), Commands.put(few)).reasons().stream()
                        .map(Rejection::subject)
                        .toList());
        assertEquals(
                GroupDecider.MAX_REASONS,
                rejected(holding(GROUP), Commands.put(many)).reasons().size());
    }

    private static Route[] routesToNowhere(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> route("r" + i, "nowhere"))
                .toArray(Route[]::new);
    }

    private static Resource[] upstreams(int count) {
        return Stream.concat(
                        Stream.of(GROUP),
                        IntStream.rangeClosed(1, count).mapToObj(i -> new Upstream("u" + i, Descriptor.NONE, SPEC)))
                .toArray(Resource[]::new);
    }

    private static Command deletions(int count, Action.Guard guard) {
        List<Edit> edits = IntStream.rangeClosed(1, count)
                .<Edit>mapToObj(i -> new Edit.Delete(Upstream.key("u" + i)))
                .toList();
        Command guarded = Commands.of(edits.toArray(Edit[]::new));
        return Command.of(guarded.id(), guarded.scope(), guarded.origin(), new Action.Changeset(edits, guard));
    }

    private static Command under(Precondition precondition) {
        Command free = Commands.put(upstream("u9"));
        return new Command(free.id(), free.scope(), free.origin(), null, List.of(precondition), free.action());
    }

    /** An image at revision 1 that holds {@code resources}. */
    private static ScopeImage holding(Resource... resources) {
        List<EntryChange> puts = Arrays.stream(resources)
                .<EntryChange>map(resource -> new EntryChange.Put(
                        new Entry(resource, new Meta(1, THEN, THEN, "bob"), new Fingerprint(1, 2, 3, 4))))
                .toList();
        return ScopeImage.empty(Commands.SCOPE).apply(ScopeDelta.of(0, 1, puts));
    }

    private static List<Change> accepted(ScopeImage image, Command command) {
        return assertInstanceOf(Decision.Accepted.class, GroupDecider.decide(image, command, NOW))
                .changes();
    }

    private static Decision.Rejected rejected(ScopeImage image, Command command) {
        return assertInstanceOf(Decision.Rejected.class, GroupDecider.decide(image, command, NOW));
    }

    /** The codes of the reasons; empty if the command is accepted. */
    private static List<String> codes(ScopeImage image, Command command) {
        return switch (GroupDecider.decide(image, command, NOW)) {
            case Decision.Accepted _ -> List.of();
            case Decision.Rejected(List<Rejection> reasons) ->
                reasons.stream().map(Rejection::code).toList();
        };
    }
}
