package dev.logway.api.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.command.Change;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.testkit.Events;
import dev.logway.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each part of a filter against the plainest way to say the same. */
class EventFilterPropertyTest {
    @Test
    void aSubjectIsAResourceThatWasChangedOrThatTheRefusalIsAbout() {
        Property.forAllLists(20, Events::any, events -> {
            for (Event event : events) {
                List<ResourceKey> keys = keys(event);
                var all = EventFilter.of(EventFilter.Verdicts.ALL);
                for (ResourceKey key : allKeys(events)) {
                    assertEquals(keys.contains(key), all.about(key).test(event), key + " in " + event);
                    var kind = new EventFilter(
                            EventFilter.Verdicts.ALL,
                            EventFilter.Period.ALWAYS,
                            null,
                            new EventFilter.Subject(key.kind(), null));
                    assertEquals(keys.stream().anyMatch(own -> own.kind() == key.kind()), kind.test(event));
                }
            }
        });
    }

    @Test
    void aPeriodHoldsItsFirstMomentAndNotItsLast() {
        Property.forAllLists(20, Events::any, events -> {
            var times = events.stream().map(Event::at).sorted().distinct().toList();
            for (int from = 0; from < times.size(); from++) {
                for (int to = from + 1; to < times.size(); to++) {
                    var filter = EventFilter.of(EventFilter.Verdicts.ALL)
                            .within(new EventFilter.Period(times.get(from), times.get(to)));
                    var within = times.subList(from, to);
                    events.forEach(event -> assertEquals(within.contains(event.at()), filter.test(event)));
                }
            }
        });
    }

    private static List<ResourceKey> allKeys(List<Event> events) {
        return events.stream().flatMap(event -> keys(event).stream()).distinct().toList();
    }

    private static List<ResourceKey> keys(Event event) {
        var keys = new ArrayList<ResourceKey>();
        switch (event.outcome().verdict()) {
            case Outcome.Accepted accepted ->
                accepted.changes().stream().map(Change::key).forEach(keys::add);
            case Outcome.Rejected rejected ->
                rejected.reasons().stream()
                        .map(Rejection::subject)
                        .filter(subject -> subject != null)
                        .forEach(keys::add);
        }
        return keys;
    }
}
