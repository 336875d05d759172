package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import dev.logway.api.state.Bell;
import dev.logway.api.state.Fleet;
import dev.logway.api.state.Images;
import dev.logway.api.state.Images.Newest;
import dev.logway.domain.Scope;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * What the client was shown is remembered and compared with what is known now, as often as something may be new and the
 * client reads: a client that reads slowly is told less often, and never something old after something new.
 */
/**
 * How a group's revisions come to its fleet, as server-sent events: {@code rollout} first, the whole; then {@code
 * revision} for each new one, {@code receipt} when an instance turns to another one, {@code instance} when it changes
 * otherwise, and {@code gone} when it is forgotten. Confined to its event loop.
 */
final class LiveRollout implements Answer.Feed {
    private static final int REMEMBERED_REVISIONS = 1_000;

    private final EventStream stream;
    private final Images images;
    private final Fleet fleet;
    private final InstantSource clock;
    private final Scope scope;
    private final TreeMap<InstanceId, Instance> shown = new TreeMap<>();
    private final TreeMap<Long, Instant> decided = new TreeMap<>();
    private final List<Bell.Listening> listening = new ArrayList<>();
    private Newest newest;

    /** The rollout of {@code scope}; made on the request's event loop. */
    LiveRollout(Vertx vertx, Images images, Fleet fleet, OpenStreams streams, InstantSource clock, Scope scope) {
        this.stream = new EventStream(vertx, streams);
        this.images = images;
        this.fleet = fleet;
        this.clock = clock;
        this.scope = scope;
        this.newest = images.newest(scope);
    }

    @Override
    public void start(HttpServerResponse to) {
        stream.begin(to, () -> listening.forEach(Bell.Listening::close));
        stream.onDrained(this::look);
        listening.add(fleet.listen(scope.name(), () -> stream.soon(this::look)));
        listening.add(images.listen(scope, () -> stream.soon(this::look)));
        begin();
    }

    private void begin() {
        take(images.newest(scope));
        List<Instance> instances = fleet.of(scope.name());
        ObjectNode body = RolloutDocuments.summary(newest, images.get(scope), instances);
        ArrayNode items = body.putArray("items");
        for (Instance instance : instances) {
            shown.put(instance.id(), instance);
            items.add(Instances.write(instance, newest.revision(), clock.instant()));
        }
        stream.write(EventStream.frame("rollout", body));
    }

    private void look() {
        if (!stream.isOpen() || stream.isFull()) {
            return;
        }
        Newest now = images.newest(scope);
        if (now.revision() != newest.revision()) {
            take(now);
            stream.write(EventStream.frame("revision", RolloutDocuments.revision(now)));
        }
        Set<InstanceId> gone = new HashSet<>(shown.keySet());
        for (Instance instance : fleet.of(scope.name())) {
            gone.remove(instance.id());
            tell(shown.put(instance.id(), instance), instance);
        }
        for (InstanceId id : gone) {
            shown.remove(id);
            stream.write(EventStream.frame("gone", Json.object().put("instance", id.id())));
        }
    }

    private void take(Newest now) {
        newest = now;
        decided.put(now.revision(), now.at());
        if (decided.size() > REMEMBERED_REVISIONS) {
            decided.pollFirstEntry();
        }
    }

    private void tell(@Nullable Instance before, Instance now) {
        if (before != null && revision(before) != revision(now)) {
            stream.write(EventStream.frame("receipt", Receipts.write(now, decided.get(revision(now)))));
        }
        if (before == null
                || before.state() != now.state()
                || !before.heartbeat().errors().equals(now.heartbeat().errors())
                || !Objects.equals(before.heartbeat().canary(), now.heartbeat().canary())) {
            stream.write(EventStream.frame("instance", Instances.write(now, newest.revision(), clock.instant())));
        }
    }

    private static long revision(Instance instance) {
        return instance.heartbeat().serving().revision();
    }
}
