package dev.logway.projector.scope;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Rejection;
import dev.logway.projector.state.Gap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A store and the place at which commands go on belong together, or nothing is decided. */
final class ContinuityTest {
    private static final Gap COMMANDS = (_, _) -> true;
    private static final Gap MARKERS = (_, _) -> false;

    private final Feed feed = new Feed();

    @Test
    void anEmptyStoreGoesOnAtTheFirstCommand() {
        assertTrue(feed.projector().goesOnAt(0, COMMANDS));
        assertTrue(feed.projector().goesOnAt(2, MARKERS), "before the first stood what a transaction left");
        assertFalse(feed.projector().goesOnAt(2, COMMANDS), "nothing was restored at all");
    }

    @Test
    void whereItIsNotKnownHowFarAStoreGoesItIsBelieved() {
        feed.give(ask("refused", DEFAULT, upstream("u1", 9000))); // of a group that does not exist
        feed.store().delete(StoreKeys.position());
        feed.restart();

        assertTrue(feed.projector().goesOnAt(5, COMMANDS), "written by a version that did not keep it");
    }

    @Test
    void aStoreGoesOnBehindTheLastRecordWhateverThatWas() {
        feed.give(createGroup(DEFAULT));
        feed.give(createGroup(DEFAULT)); // a repeated record
        feed.give(ask("put", DEFAULT, upstream("u1", 9000)));
        Arrival poison = new Arrival("commands", 0, 3, Asks.START, null, new byte[] {1});
        assertEquals(Rejection.UNDECODABLE_COMMAND, Feed.rejected(feed.project(poison)));
        feed.restart();

        var asked = new ArrayList<Long>();
        assertTrue(feed.projector().goesOnAt(4, COMMANDS));
        assertTrue(feed.projector().goesOnAt(7, (from, to) -> {
            asked.addAll(List.of(from, to));
            return false;
        }));
        assertEquals(List.of(4L, 7L), asked, "only what lies between is looked at");
        assertFalse(feed.projector().goesOnAt(5, COMMANDS), "somebody decided a command that is not in the store");
        assertTrue(feed.projector().goesOnAt(2, COMMANDS), "commands that come again are known");
    }
}
