package dev.logway.routing;

import static dev.logway.testkit.Property.forAllLists;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.image.Difference;
import dev.logway.domain.image.EffectiveImage;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.Schedule;
import dev.logway.testkit.Commands;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Pending;
import dev.logway.testkit.Resources;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What an instance serves after any changes, and changes that it tries and no longer tries, is what it would build anew. */
class TriedTablePropertyTest {
    private static final int MAX_COMMANDS = 60;
    private static final String EDGE = "edge-1";

    @Test
    void theTableOfAnInstanceThatTriesChangesIsThatOfWhatItServes() {
        var tried = new AtomicInteger();
        forAllLists(MAX_COMMANDS, TriedTablePropertyTest::anyCommand, commands -> {
            var log = new ConfigLog(Commands.SCOPE);
            log.submit(Commands.put(Resources.group("default"), Resources.upstream("u1")));
            EffectiveImage before = EffectiveImage.empty(Commands.SCOPE);
            RoutingTable<String, String> table = RoutingTable.empty(new NamedDataPlane());
            for (Command command : commands) {
                log.submit(command);
                EffectiveImage now = EffectiveImage.of(log.image(), EDGE);
                tried.addAndGet(now.isTried() ? 1 : 0);
                assertEquals(laid(now), resources(now.image()));
                ScopeDelta delta = now.since(before, delta(before.base(), now.base()));
                table = table.apply(delta, now.image());
                before = now;
                assertSameTables(
                        RoutingTable.empty(new NamedDataPlane())
                                .apply(now.image().asDelta(), now.image()),
                        table,
                        now.image());
            }
        });
        assertTrue(tried.get() > 0, "nothing was tried, so that nothing was shown");
    }

    private static void assertSameTables(
            RoutingTable<String, String> fresh, RoutingTable<String, String> table, ScopeImage image) {
        assertEquals(fresh.quarantined(), table.quarantined());
        assertEquals(fresh.size(), table.size());
        assertEquals(fresh.revision(), table.revision());
        image.visit(ResourceKind.ROUTES, null, entry -> {
            var expected = fresh.route(entry.key().id());
            var actual = table.route(entry.key().id());
            assertEquals(expected == null, actual == null, entry.key().path());
            if (expected != null && actual != null) {
                assertEquals(expected.route(), actual.route());
                assertEquals(expected.upstream(), actual.upstream());
                assertEquals(expected.hosts(), actual.hosts());
                assertEquals(fresh.upstream(expected) == null, table.upstream(actual) == null);
            }
            return true;
        });
    }

    /** The group's documents, with the change laid over them that the instance tries. */
    private static Map<ResourceKey, Resource> laid(EffectiveImage served) {
        var resources = resources(served.base());
        PendingChange change = served.underWay();
        if (served.isTried() && change != null) {
            for (PendingChange.Wanted wanted : change.wanted()) {
                if (wanted.resource() == null) {
                    resources.remove(wanted.key());
                } else {
                    resources.put(wanted.key(), wanted.resource());
                }
            }
        }
        return resources;
    }

    private static Map<ResourceKey, Resource> resources(ScopeImage image) {
        var resources = new TreeMap<ResourceKey, Resource>();
        image.forEach(entry -> resources.put(entry.key(), entry.resource()));
        return resources;
    }

    private static ScopeDelta delta(ScopeImage before, ScopeImage after) {
        List<EntryChange> changes = Difference.between(before, after, null, Integer.MAX_VALUE).stream()
                .map(one -> one.after() == null
                        ? new EntryChange.Remove(one.key())
                        : (EntryChange) new EntryChange.Put(one.after()))
                .toList();
        return new ScopeDelta(before.revision(), after.revision(), changes);
    }

    private static Command anyCommand(RandomGenerator random) {
        var plain = Commands.anyChangeset(random, Commands.SCOPE);
        String id = String.valueOf(1 + random.nextInt(MAX_COMMANDS));
        return Pending.by(
                "ann",
                switch (random.nextInt(8)) {
                    case 0, 1, 2 ->
                        new Action.Changeset(
                                plain.edits(), Action.Guard.FORCED, Schedule.NOW, Pending.anyCanary(random));
                    case 3 -> new Action.Promote(id);
                    case 4 -> new Action.Cancel(id);
                    default -> new Action.Changeset(plain.edits(), Action.Guard.FORCED);
                });
    }
}
