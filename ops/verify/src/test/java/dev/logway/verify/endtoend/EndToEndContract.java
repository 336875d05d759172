package dev.logway.verify.endtoend;

import static dev.logway.verify.endtoend.Contract.disabled;
import static dev.logway.verify.endtoend.Contract.items;
import static dev.logway.verify.endtoend.Contract.nodes;
import static dev.logway.verify.endtoend.Contract.route;
import static dev.logway.verify.endtoend.LogwaySystem.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.Scope;
import dev.logway.edge.EdgeNode;
import dev.logway.wire.Keys;
import dev.logway.wire.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What Logway promises over HTTP, whichever broker it runs on. Each test works on names of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EndToEndContract
        implements ResourceContract,
                HistoryContract,
                CalendarContract,
                DeliveryContract,
                CanaryContract,
                SamplingContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private @Nullable LogwaySystem started;
    private @Nullable Origin origin;
    private String name = "";

    /** Makes sure that there is a broker, and says where. */
    abstract String startBroker(Path directory);

    abstract void stopBroker();

    @BeforeAll
    final void start(@TempDir Path directory) throws IOException {
        started = LogwaySystem.start(startBroker(directory), directory);
        Origin server = Origin.start("origin");
        origin = server;
        assertEquals(201, put("upstreams/origin", nodes(server.port())).status());
    }

    @AfterAll
    final void stop() {
        if (started != null) {
            started.close();
        }
        if (origin != null) {
            origin.close();
        }
        stopBroker();
    }

    @BeforeEach
    final void chooseName() {
        name = "t" + NUMBER.incrementAndGet();
    }

    @Test
    final void aRouteIsServedByBothEdgesWhenItWasAppliedEverywhere() {
        Answer made = put("routes/" + name + "?wait=applied", route(name));

        assertEquals(201, made.status(), made::toString);
        for (int edge = 0; edge < 2; edge++) {
            Answer answer = system().traffic(edge, "/" + name + "/x?y=1");
            assertEquals("origin GET /" + name + "/x?y=1", answer.text());
        }
    }

    @Test
    final void noRouteIsTheAnswerApisixGives() {
        Answer answer = system().traffic(0, "/" + name);

        assertEquals(404, answer.status());
        assertEquals("{\"error_msg\":\"404 Route Not Found\"}", answer.text().strip());
    }

    @Test
    final void theFleetIsHealthyAndServesTheNewestRevision() {
        long revision = put("routes/" + name + "?wait=applied", route(name)).revision();

        until("both instances are healthy at " + revision, () -> {
            List<JsonNode> fleet = items(get("instances"));
            return fleet.stream()
                            .filter(item -> item.path("state").asText().equals("healthy")
                                    && item.path("revision").asLong() >= revision
                                    && item.path("lag_revisions").asLong() == 0
                                    && item.path("errors").isEmpty())
                            .count()
                    >= 2;
        });
        List<String> digests = items(get("instances")).stream()
                .filter(item -> item.path("state").asText().equals("healthy"))
                .map(item -> item.path("digest").asText())
                .distinct()
                .toList();
        assertEquals(1, digests.size(), digests::toString);
    }

    @Test
    final void waitAppliedNamesTheInstancesThatLag() {
        EdgeNode third = system().startEdge("edge-3");
        until("the third edge serves", third::isReady);
        until("the third edge counts as healthy", () -> healthy().contains("edge-3"));
        system().stopEdge(third);

        Answer lagging = put("routes/" + name + "?wait=applied&timeout=700ms", route(name));

        assertEquals(202, lagging.status(), lagging::toString);
        assertTrue(lagging.json().path("lagging").toString().contains("edge-3"), lagging::text);
        assertEquals(200, get("routes/" + name).status());
    }

    @Test
    final void waitNoneAnswersAtOnceWithAnIdToAskAbout() {
        Answer taken = put("routes/" + name + "?wait=none", route(name));

        assertEquals(202, taken.status(), taken::toString);
        String command = taken.header("Logway-Command-Id");
        until(
                "the command is decided",
                () -> system().api("GET", "/v1/commands/" + command, null)
                        .text()
                        .contains("accepted"));
    }

    @Test
    final void aPoisonCommandIsRejectedAndStopsNobody() {
        String topic = Topics.byDefault().commands();
        long before = get("upstreams/origin").revision();

        RawLog.append(
                system().bootstrap(), topic, Keys.of(Scope.group(LogwaySystem.GROUP)), "no command".getBytes(UTF_8));
        RawLog.append(system().bootstrap(), topic, "nonsense".getBytes(UTF_8), new byte[] {1, 2, 3});

        assertEquals(201, put("routes/" + name, route(name)).status());
        assertEquals(before + 1, get("upstreams/origin").revision());
        Answer rejected = get("events?outcome=rejected&after=0&limit=500");
        assertTrue(rejected.text().contains("undecodable-command"), rejected::text);
    }

    @Test
    final void aPoisonConfigRecordLeavesTheLastGoodTableServing() {
        put("routes/" + name + "?wait=applied", route(name));
        String topic = Topics.byDefault().config(Scope.group(LogwaySystem.GROUP));

        RawLog.append(system().bootstrap(), topic, ("routes/" + name).getBytes(UTF_8), "no config".getBytes(UTF_8));

        until(
                "an instance reports the record",
                () -> items(get("instances")).stream()
                        .anyMatch(item -> item.path("errors").toString().contains("routes/" + name)
                                && item.path("state").asText().equals("heartbeat_only")));
        assertEquals(200, system().traffic(0, "/" + name + "/x").status());
        assertEquals(200, system().traffic(1, "/" + name + "/x").status());

        put("routes/" + name, disabled(name));
        put("routes/" + name, route(name));
        until("both instances are healthy again", () -> healthy().containsAll(List.of("edge-1", "edge-2")));
        assertEquals(200, system().traffic(0, "/" + name + "/x").status());
    }

    @Test
    final void withoutAProjectorTheOutcomeIsUnknownAndLaterThere() {
        system().stopProjector();
        Answer unknown;
        try {
            unknown = put("routes/" + name, route(name));
            assertEquals(503, unknown.status(), unknown::toString);
            assertEquals("outcome-unknown", unknown.code());
            assertTrue(unknown.json().path("may_still_be_decided").asBoolean(), unknown::text);
            assertEquals(404, system().traffic(0, "/" + name + "/x").status());
        } finally {
            system().startProjector();
        }
        String command = unknown.header("Logway-Command-Id");
        assertNotEquals("", command);
        until(
                "the command is decided",
                () -> system().api("GET", "/v1/commands/" + command, null)
                        .text()
                        .contains("accepted"));
        assertEquals(200, get("routes/" + name).status());
    }

    @Test
    final void whoHasNoKeyIsTurnedAway() {
        assertEquals(401, system().apiWithout("GET", "/v1/groups", null).status());
        assertEquals(
                401,
                system().apiWithout("GET", "/v1/groups", null, "X-API-KEY", "lw_wrong")
                        .status());
        assertEquals(
                200,
                system().apiWithout("GET", "/v1/groups", null, "Authorization", "Bearer " + LogwaySystem.KEY)
                        .status());
    }

    @Test
    final void badInputIsRefusedWithWhatIsWrong() {
        Answer malformed = put("routes/" + name, "{\"uri\": ");
        assertEquals(400, malformed.status());
        assertEquals("malformed-json", malformed.code());

        Answer wrong = put("routes/" + name, """
                {"uri": 5, "upstream": {"nodes": {"127.0.0.1:99999": 1}}, "prioritty": 1}""");
        assertEquals(422, wrong.status());
        List<String> pointers = StreamSupport.stream(wrong.json().path("errors").spliterator(), false)
                .map(error -> error.path("pointer").asText())
                .toList();
        assertTrue(pointers.contains("/uri") && pointers.contains("/prioritty") && pointers.size() >= 3, wrong::text);

        assertEquals(422, put("routes/bad%20id", route(name)).status());
        assertEquals(413, put("routes/" + name, " ".repeat(8 * 1024 * 1024 + 1)).status());
        assertEquals(
                404,
                system().api("PUT", "/v1/groups/no-such/routes/r", route(name)).status());
        assertEquals("application/problem+json", wrong.header("Content-Type").split(";")[0]);
    }

    @Test
    final void theStatusPortTellsWhatIsServed() {
        long revision = put("routes/" + name + "?wait=applied", route(name)).revision();

        Answer status = system().status(0, "/status");
        assertEquals(200, status.status());
        assertTrue(status.json().path("revision").asLong() >= revision, status::text);
        assertEquals(200, system().status(0, "/status/ready").status());
        assertTrue(system().status(0, "/metrics").text().contains("logway_"));
    }

    @Override
    public final LogwaySystem system() {
        return Objects.requireNonNull(started);
    }

    @Override
    public final String name() {
        return name;
    }

    private List<String> healthy() {
        return items(get("instances")).stream()
                .filter(item -> item.path("state").asText().equals("healthy"))
                .map(item -> item.path("id").asText())
                .toList();
    }
}
