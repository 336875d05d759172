package dev.logway.verify.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Logway promises about the way of a change to the edges. A part of {@link EndToEndContract}. */
interface DeliveryContract extends Contract {
    @Test
    default void aRequestThatDemandsAChangeIsDecidedByIt() {
        for (int number = 1; number <= 20; number++) {
            String path = "/" + name() + "/" + number;
            Answer made = putRoute("routes/" + name(), path);
            for (int edge = 0; edge < 2; edge++) {
                Answer answer = system().traffic(edge, path, "Logway-Min-Revision", Long.toString(made.revision()));
                assertEquals("origin GET " + path, answer.text());
                assertTrue(answer.revision() >= made.revision(), answer::toString);
            }
        }
    }

    @Test
    default void aRevisionThatNobodyMadeIsNotServed() {
        Answer made = putRoute("routes/" + name() + "?wait=2", "/" + name());
        String ahead = Long.toString(made.revision() + 1_000);

        Answer answer = system().traffic(0, "/" + name(), "Logway-Min-Revision", ahead);

        assertEquals(503, answer.status(), answer::toString);
        assertEquals("revision-not-served", answer.code());
        assertEquals(ahead, answer.json().path("demanded_revision").asText());
        assertTrue(answer.json().path("served_revision").asLong() >= made.revision(), answer::toString);
        assertEquals("", system().traffic(0, "/" + name()).header("Logway-Revision"), "nobody asked");
    }

    @Test
    default void aChangeTellsOfItsReceiptsAsTheyCome() {
        Answer told = putRoute("routes/" + name() + "?wait=2&timeout=30s", "/" + name(), "Accept", "text/event-stream");

        assertEquals(201, told.status(), told::toString);
        List<String> events = lines(told, "event: ");
        assertEquals("decided", events.getFirst(), told::toString);
        assertEquals("done", events.getLast(), told::toString);
        assertEquals(2, events.stream().filter("receipt"::equals).count(), told::toString);
        List<String> data = lines(told, "data: ");
        assertTrue(data.getLast().startsWith("{\"revision\":" + told.revision() + ",\"wait\":\"2\",\"instances\":2,"));
        assertEquals("origin GET /" + name(), system().traffic(0, "/" + name()).text());
        assertEquals("origin GET /" + name(), system().traffic(1, "/" + name()).text());
    }

    @Test
    default void theRolloutSaysWhoServesARevisionAndSinceWhen() {
        Answer made = putRoute("routes/" + name() + "?wait=2", "/" + name());
        assertTrue(made.header("Logway-Receipts").contains("\"edge-1\";revision="), made.header("Logway-Receipts"));

        JsonNode rollout = system().api("GET", GROUP + "/rollout", null).json();

        JsonNode newest = rollout.path("revisions").path(0);
        assertTrue(rollout.path("revision").asLong() >= made.revision(), rollout::toString);
        assertEquals(rollout.path("revision"), newest.path("revision"));
        assertTrue(newest.path("instances").asLong() >= 2, rollout::toString);
        String since = newest.path("since").asText();
        assertTrue(since.compareTo(rollout.path("decided_at").asText()) >= 0, "not before it was decided: " + rollout);
        for (JsonNode item : rollout.path("items")) {
            assertTrue(item.path("serving_since").asText().startsWith("20"), item::toString);
        }
    }

    @Test
    default void moreReceiptsThanThereAreInstancesDoNotCome() {
        Answer partly = putRoute("routes/" + name() + "?wait=9&timeout=300ms", "/" + name());

        assertEquals(202, partly.status(), partly::toString);
        assertEquals("9", partly.json().path("wait").asText());
        assertEquals(
                400,
                putRoute("routes/" + name() + "?wait=zone:nowhere", "/" + name())
                        .status());
    }

    private Answer putRoute(String path, String uri, String... headers) {
        return put(path, """
                {"uri": "%s", "upstream_id": "origin"}""".formatted(uri), headers);
    }

    private static List<String> lines(Answer answer, String start) {
        return Stream.of(answer.text().split("\n"))
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }
}
