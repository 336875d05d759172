package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import dev.logway.api.state.Bell;
import dev.logway.api.state.Coverage.Standing;
import dev.logway.api.state.Fleet;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of one change as they come, as server-sent events: {@code decided}, a {@code receipt} of each instance,
 * then {@code done}, or {@code timeout} if they took too long. Who goes away ends this, not the change.
 */
final class LiveReceipts implements Answer.Feed {
    private final Vertx vertx;
    private final Fleet fleet;
    private final OpenStreams streams;
    private final InstantSource clock;
    private final Change change;

    /**
     * What is followed.
     *
     * @param at when it was decided, by the broker's clock
     * @param answer what was answered if nobody followed: one line of JSON
     */
    record Change(String group, long revision, Instant at, Awaited.Receipts awaited, Duration timeout, Buffer answer) {}

    LiveReceipts(Vertx vertx, Fleet fleet, OpenStreams streams, InstantSource clock, Change change) {
        this.vertx = vertx;
        this.fleet = fleet;
        this.streams = streams;
        this.clock = clock;
        this.change = change;
    }

    /** Every response is followed by itself, so that an answer can be given again. */
    @Override
    public void start(HttpServerResponse to) {
        new Following().begin(to);
    }

    /** One client that follows. Confined to its event loop. */
    private final class Following {
        private final EventStream stream = new EventStream(vertx, streams);
        private final Set<InstanceId> told = new HashSet<>();
        private Bell.@Nullable Listening listening;
        private long timer;
        private boolean over;

        void begin(HttpServerResponse to) {
            stream.begin(to, this::release);
            stream.write(Buffer.buffer("event: decided\ndata: ")
                    .appendBuffer(change.answer)
                    .appendString("\n\n"));
            timer = vertx.setTimer(Math.max(1, change.timeout.toMillis()), _ -> end(tell()));
            listening = fleet.listen(change.group, () -> stream.soon(this::look));
            look();
        }

        private void look() {
            if (!over && stream.isOpen()) {
                Standing standing = tell();
                if (standing.reached()) {
                    end(standing);
                }
            }
        }

        /** Tells of new receipts; what is told and how far the change has come are one and the same view. */
        private Standing tell() {
            List<Instance> instances = fleet.of(change.group);
            for (Instance instance : instances) {
                if (instance.heartbeat().serving().revision() >= change.revision && told.add(instance.id())) {
                    stream.write(EventStream.frame("receipt", Receipts.write(instance, change.at)));
                }
            }
            return change.awaited.coverage().standing(instances, change.revision);
        }

        private void end(Standing standing) {
            ObjectNode body = Json.object()
                    .put("revision", change.revision)
                    .put("wait", change.awaited.text())
                    .put("instances", standing.serving().size())
                    .put("ms", Receipts.longestMillis(standing.serving(), change.at));
            if (!standing.reached()) {
                lagging(standing.lagging(), body.putArray("lagging"));
            }
            over = true;
            release();
            stream.write(EventStream.frame(standing.reached() ? "done" : "timeout", body));
            stream.finish();
        }

        private void lagging(List<Instance> instances, ArrayNode array) {
            Instant now = clock.instant();
            instances.forEach(instance -> array.add(Instances.write(instance, change.revision, now)));
        }

        private void release() {
            vertx.cancelTimer(timer);
            if (listening != null) {
                listening.close();
            }
        }
    }
}
