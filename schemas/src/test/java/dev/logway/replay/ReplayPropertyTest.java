package dev.logway.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Command;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.Digest;
import dev.logway.testkit.Commands;
import dev.logway.testkit.DecidedHistory;
import dev.logway.testkit.Property;
import dev.logway.testkit.Resources;
import dev.logway.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReplayPropertyTest {
    private static final int MAX_COMMANDS = 30;

    private static void forAllHistories(Consumer<DecidedHistory> claim) {
        Property.forAllLists(MAX_COMMANDS, random -> Commands.anyIn(random, Commands.SCOPE), commands -> {
            var all = new ArrayList<Command>();
            all.add(Commands.put(Resources.group(Commands.SCOPE.name()), Resources.upstream("u1")));
            all.addAll(commands);
            claim.accept(DecidedHistory.of(all));
        });
    }

    /** Replays the accepted events that lead from one revision to another. */
    private static Replay replay(DecidedHistory history, long from, long to) {
        var replay = new Replay(history.image(from));
        for (DecidedHistory.Recorded recorded : history.events()) {
            if (recorded.event().outcome() instanceof Outcome.Accepted accepted
                    && accepted.revision() > from
                    && accepted.revision() <= to) {
                replay.accept(recorded.event(), accepted, recorded.value());
            }
        }
        return replay;
    }

    @Test
    void eventsFoldedFromAnyImageGiveTheImageOfAnyLaterRevision() {
        forAllHistories(history -> {
            long newest = history.image().revision();
            for (long from = 0; from <= newest; from += 3) {
                for (long to = from; to <= newest; to++) {
                    assertEquals(history.image(to), replay(history, from, to).image());
                }
            }
        });
    }

    @Test
    void aReplayGoesOnFromEachImageItGave() {
        forAllHistories(history -> {
            var replay = new Replay(history.image(0));
            for (DecidedHistory.Recorded recorded : history.events()) {
                if (recorded.event().outcome() instanceof Outcome.Accepted accepted) {
                    replay.accept(recorded.event(), accepted, recorded.value());
                    assertEquals(history.image(accepted.revision()), replay.image());
                }
            }
        });
    }

    @Test
    void aMissingEventIsNoticed() {
        DecidedHistory history = DecidedHistory.of(List.of(
                Commands.put(Resources.group("default")),
                Commands.put(Resources.upstream("u1")),
                Commands.put(Resources.upstream("u2"))));
        var replay = replay(history, 0, 1);
        var third = history.events().get(2);
        var fault = assertThrows(
                ReplayException.class,
                () -> replay.accept(
                        third.event(), (Outcome.Accepted) third.event().outcome(), third.value()));
        assertTrue(fault.toString().contains("revision 3 follows 1 (expected: 2)"), fault.toString());
    }

    @Test
    void aChangedEventIsNoticedByItsDigest() {
        DecidedHistory history = DecidedHistory.of(List.of(Commands.put(Resources.group("default"))));
        Event first = history.events().getFirst().event();
        var accepted = (Outcome.Accepted) first.outcome();
        var forged = new Outcome.Accepted(1, new Digest(1, 2, 3, 4), accepted.changes(), accepted.previous());
        var replay = new Replay(history.image(0));
        var event = new Event(first.commandId(), first.scope(), first.origin(), first.at(), forged);
        replay.accept(event, forged, EventCodec.encode(event));
        assertThrows(ReplayException.class, replay::image);
    }
}
