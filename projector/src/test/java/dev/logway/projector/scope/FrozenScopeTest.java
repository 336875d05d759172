package dev.logway.projector.scope;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.upstream;
import static dev.logway.projector.scope.Feed.accepted;
import static dev.logway.projector.scope.Feed.rejected;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.Upstream;
import dev.logway.wire.Keys;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FrozenScopeTest {
    private static final Scope OTHER = Scope.group("other");

    private final Feed feed = new Feed();

    @Test
    void aDamagedResourceFreezesItsScopeAlone() {
        feed.give(createGroup(DEFAULT));
        feed.give(createGroup(OTHER));
        feed.give(ask("one", DEFAULT, upstream("u1", 9000)));
        byte[] key = StoreKeys.resource(DEFAULT, Keys.of(Upstream.key("u1")));
        feed.store().put(key, new byte[] {0});
        assertFrozen(2);
    }

    @Test
    void aLostResourceFreezesItsScopeAlone() {
        feed.give(createGroup(DEFAULT));
        feed.give(createGroup(OTHER));
        feed.give(ask("one", DEFAULT, upstream("u1", 9000)));
        feed.store().delete(StoreKeys.resource(DEFAULT, Keys.of(Upstream.key("u1"))));
        assertFrozen(2);
    }

    @Test
    void aResourceFromAnotherTimeFreezesItsScopeAlone() {
        feed.give(createGroup(DEFAULT));
        feed.give(createGroup(OTHER));
        feed.give(ask("one", DEFAULT, upstream("u1", 9000)));
        byte[] key = StoreKeys.resource(DEFAULT, Keys.of(Upstream.key("u1")));
        byte[] old = requireNonNull(feed.store().get(key));
        feed.give(ask("two", DEFAULT, upstream("u1", 9001)));
        feed.store().put(key, old);
        assertFrozen(3);
    }

    @Test
    void aDamagedHeadFreezesItsScopeAlone() {
        feed.give(createGroup(DEFAULT));
        feed.give(createGroup(OTHER));
        feed.store().put(StoreKeys.head(DEFAULT), new byte[] {9, 9, 9});
        assertFrozen(0);
    }

    @Test
    void aDamagedHashOfTheLastEventFreezesItsScopeAlone() {
        feed.give(createGroup(DEFAULT));
        feed.give(createGroup(OTHER));
        byte[] head = requireNonNull(feed.store().get(StoreKeys.head(DEFAULT)));
        head[5] ^= 1;
        feed.store().put(StoreKeys.head(DEFAULT), head);
        assertFrozen(0);
    }

    @Test
    void aHeadOfTheVersionBeforeIsReadAndReplaced() {
        feed.give(createGroup(DEFAULT));
        byte[] key = StoreKeys.head(DEFAULT);
        byte[] head = requireNonNull(feed.store().get(key));
        byte[] before = Arrays.copyOf(head, head.length - 32);
        before[0] = 1;
        feed.store().put(key, before);
        feed.restart();
        assertEquals(Set.of(), feed.projector().faults().keySet());
        accepted(feed.give(ask("one", DEFAULT, upstream("u1", 9000))));
        assertEquals(2, requireNonNull(feed.store().get(key))[0]);
    }

    @Test
    void aLostHeadFreezesItsScopeAlone() {
        feed.give(createGroup(DEFAULT));
        feed.give(createGroup(OTHER));
        feed.store().delete(StoreKeys.head(DEFAULT));
        assertFrozen(0);
    }

    @Test
    void aDamagedMemoryFreezesItsScopeAlone() {
        feed.give(createGroup(DEFAULT));
        feed.give(createGroup(OTHER));
        feed.store().put(StoreKeys.window(DEFAULT), new byte[] {1});
        assertFrozen(1);
        assertEquals(1, requireNonNull(feed.store().get(StoreKeys.window(DEFAULT))).length);
    }

    @Test
    void aMendedScopeDecidesARepetitionThatWasRefusedWhileItWasFrozen() {
        feed.give(createGroup(DEFAULT));
        byte[] key = StoreKeys.resource(DEFAULT, Keys.of(Group.key("default")));
        byte[] right = requireNonNull(feed.store().get(key));
        feed.store().delete(key);
        feed.restart();
        assertEquals(
                Rejection.SCOPE_FROZEN,
                rejected(feed.give(ask("while frozen", DEFAULT, "key", "ada", upstream("u1", 9000)))));
        feed.store().put(key, right);
        feed.restart();
        accepted(feed.give(ask("mended", DEFAULT, "key", "ada", upstream("u1", 9000))));
    }

    private void assertFrozen(long revision) {
        feed.restart();
        assertEquals(Set.of(DEFAULT), feed.projector().faults().keySet());
        Command command = ask("frozen", DEFAULT, upstream("u9", 9000));
        Publication refused = feed.give(command).orElseThrow();
        assertEquals(Rejection.SCOPE_FROZEN, rejected(Optional.of(refused)));
        assertEquals(revision, refused.event().outcome().verdict().revision());
        assertEquals(List.of(), refused.config());
        assertEquals(
                2,
                accepted(feed.give(ask("other", OTHER, upstream("u1", 9000)))).revision());
    }
}
