package dev.logway.api.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.api.log.EventFilter.Verdicts;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.image.Digest;
import dev.logway.domain.resource.Route;
import dev.logway.testkit.Property;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HistoryScanTest {
    private static final Scope SCOPE = Scope.group("g");

    /** Events of one scope: true makes a revision, false is a refusal. */
    private static List<Event> events(List<Boolean> kinds) {
        var events = new ArrayList<Event>();
        long revision = 0;
        for (boolean accepted : kinds) {
            revision += accepted ? 1 : 0;
            events.add(event(
                    accepted
                            ? new Outcome.Accepted(revision, Digest.EMPTY, List.of(), Hash.NONE)
                            : new Outcome.Rejected(
                                    revision, List.of(new Rejection("code", "message", null, List.of())))));
        }
        return events;
    }

    private static Event event(Outcome outcome) {
        return new Event(
                new CommandId(UUID.randomUUID()), SCOPE, new Origin("a", null, Instant.EPOCH), Instant.EPOCH, outcome);
    }

    private static History.Page page(List<Event> events, HistoryPosition after, int limit, Verdicts verdicts) {
        return HistoryPages.of(new History.Query(SCOPE, after, limit, EventFilter.of(verdicts)), events);
    }

    @Test
    void pagesTogetherAreTheWholeHistory() {
        Property.forAllLists(30, random -> random.nextInt(3) > 0, kinds -> {
            List<Event> events = events(kinds);
            for (Verdicts verdicts : Verdicts.values()) {
                List<Event> whole = found(page(events, HistoryPosition.BEGINNING, 500, verdicts));
                for (int limit = 1; limit < 5; limit++) {
                    assertEquals(whole, walk(events, limit, verdicts), verdicts + " by " + limit);
                }
            }
            assertEquals(events, found(page(events, HistoryPosition.BEGINNING, 500, Verdicts.ALL)));
        });
    }

    private static List<Event> found(History.Page page) {
        return page.events().stream().map(History.Placed::event).toList();
    }

    private static List<Event> walk(List<Event> events, int limit, Verdicts verdicts) {
        var walked = new ArrayList<Event>();
        HistoryPosition after = HistoryPosition.BEGINNING;
        while (true) {
            History.Page page = page(events, after, limit, verdicts);
            walked.addAll(found(page));
            if (page.next() == null) {
                return walked;
            }
            after = HistoryPosition.parse(page.next().toString());
        }
    }

    @Test
    void aScanMayBeginAtAnyMarkBeforeItsPage() {
        List<Event> events = events(List.of(true, false, true, false, false, true));
        var query = new History.Query(SCOPE, new HistoryPosition(2, 1), 10, EventFilter.of(Verdicts.ALL));
        var scan = new HistoryScan(query, HistoryPosition.after(1));
        events.subList(1, events.size()).forEach(scan::accept);
        assertEquals(events.subList(4, 6), found(scan.page()));
    }

    @Test
    void aScanThatIsCutShortGoesOnWhereItWas() {
        List<Event> events = events(List.of(true, true, false, false));
        var scan = new HistoryScan(
                new History.Query(SCOPE, HistoryPosition.BEGINNING, 10, EventFilter.ACCEPTED),
                HistoryPosition.BEGINNING);
        events.forEach(scan::accept);
        assertEquals(new HistoryPosition(2, 2), scan.partialPage().next());
        var early = new HistoryScan(
                new History.Query(SCOPE, HistoryPosition.after(9), 10, EventFilter.ACCEPTED),
                HistoryPosition.BEGINNING);
        events.forEach(early::accept);
        assertEquals(HistoryPosition.after(9), early.partialPage().next(), "never backwards");
    }

    @Test
    void aPageEndsEarlyWhenItsEventsAreLarge() {
        var changes = Collections.<Change>nCopies(HistoryScan.MAX_CHANGES, new Change.Removed(Route.key("r")));
        var large = List.of(
                event(new Outcome.Accepted(1, Digest.EMPTY, changes, Hash.NONE)),
                event(new Outcome.Accepted(2, Digest.EMPTY, List.of(), Hash.NONE)));
        History.Page page = page(large, HistoryPosition.BEGINNING, 10, Verdicts.ACCEPTED);
        assertEquals(1, page.events().size());
        assertEquals(HistoryPosition.after(1), page.next());
        assertNull(page(large, HistoryPosition.after(1), 10, Verdicts.ACCEPTED).next());
    }

    @Test
    void aPeriodTakesItsEventsAndEndsTheScanBehindIt() {
        List<Event> events = new ArrayList<>();
        for (int revision = 1; revision <= 9; revision++) {
            var accepted = new Outcome.Accepted(revision, Digest.EMPTY, List.of(), Hash.NONE);
            events.add(new Event(
                    new CommandId(UUID.randomUUID()),
                    SCOPE,
                    new Origin("a", null, Instant.EPOCH),
                    Instant.ofEpochSecond(revision),
                    accepted));
        }
        var period = new EventFilter.Period(Instant.ofEpochSecond(3), Instant.ofEpochSecond(6));
        var query = new History.Query(SCOPE, HistoryPosition.BEGINNING, 10, EventFilter.ACCEPTED.within(period));
        var scan = new HistoryScan(query, HistoryPosition.BEGINNING);
        int taken = 0;
        while (!scan.isDone()) {
            scan.accept(events.get(taken++));
        }
        assertEquals(6, taken, "looks no further than the first event behind it");
        assertEquals(events.subList(2, 5), found(scan.page()));
        assertNull(scan.page().next());
    }

    @Test
    void theIndexKnowsPlacesAtOrBefore() {
        var index = new HistoryIndex();
        assertEquals(HistoryIndex.Mark.BEGINNING, index.floor(SCOPE, HistoryPosition.after(70)));
        index.note(SCOPE, HistoryPosition.after(64), 100);
        index.note(SCOPE, HistoryPosition.after(65), 101);
        assertEquals(
                new HistoryIndex.Mark(HistoryPosition.after(64), 100), index.floor(SCOPE, HistoryPosition.after(70)));
        assertEquals(HistoryIndex.Mark.BEGINNING, index.floor(SCOPE, HistoryPosition.after(63)));
        index.mark(SCOPE, HistoryPosition.after(64), 900);
        index.note(SCOPE, HistoryPosition.after(64), 100);
        assertEquals(900, index.floor(SCOPE, HistoryPosition.after(64)).offset(), "what was passed stays passed");
        for (int revision = 1; revision <= 5_000; revision++) {
            index.mark(SCOPE, HistoryPosition.after(revision), revision);
        }
        assertTrue(index.floor(SCOPE, HistoryPosition.after(4_900)).offset() > 4_000);
        index.clear();
        assertEquals(HistoryIndex.Mark.BEGINNING, index.floor(SCOPE, HistoryPosition.after(70)));
    }
}
