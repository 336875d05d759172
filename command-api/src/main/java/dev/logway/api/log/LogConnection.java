package dev.logway.api.log;

import dev.logway.api.state.Bell;
import dev.logway.api.state.Fleet;
import dev.logway.api.state.Images;
import dev.logway.api.state.Outcomes;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.log.CheckpointIndex;
import dev.logway.log.ConfigReader;
import dev.logway.log.LogUnreachableException;
import dev.logway.log.ReaderStatus;
import dev.logway.log.TopicAdmin;
import dev.logway.log.TopicMismatchException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every client of this process to Kafka: commands out; outcomes, images and the fleet in. Whatever is not reachable
 * is tried again, for as long as this is open.
 */
public final class LogConnection implements Readiness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogConnection.class);
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 1_000;
    private static final int NAMED_SCOPES = 5;
    private static final int HISTORY_THREADS = 2;
    private static final int PAST_THREADS = 1;

    private final Vertx vertx;
    private final KafkaCommandLog commands;
    private final HistoryConsumers historyConsumers;
    private final HistoryConsumers pastConsumers;
    private final HistoryReader history;
    private final AccessReader access;
    private final AccessTopics accessTopics;
    private final CheckpointTail checkpoints;
    private final PastImages past;
    private final TopicAdmin admin;
    private final ConfigReader reader;
    private final ConfigFollower follower;
    private final EventTail events;
    private final FleetTail fleet;
    private volatile @Nullable String fault = "the log has not been asked yet";
    private volatile boolean ready;
    private volatile boolean closed;

    private LogConnection(Vertx vertx, LogSettings settings, Outcomes outcomes, Images images, Fleet fleet) {
        this.vertx = vertx;
        var kafka = settings.kafka();
        var topics = settings.topics();
        var index = new HistoryIndex();
        var bell = new Bell();
        this.commands = KafkaCommandLog.open(vertx, kafka, topics, settings.appendTimeout());
        this.historyConsumers = new HistoryConsumers("logway-api-history", vertx, kafka, HISTORY_THREADS);
        this.pastConsumers = new HistoryConsumers("logway-api-past", vertx, kafka, PAST_THREADS);
        var kept = new CheckpointIndex(settings.checkpointKey());
        this.checkpoints = new CheckpointTail(kafka, topics, kept);
        this.past = new TimeMachine(pastConsumers, topics, index, kept, InstantSource.system());
        this.access = new AccessReader(historyConsumers, topics, InstantSource.system());
        this.history = new HistoryReader(historyConsumers, topics, index, bell);
        this.admin = TopicAdmin.connect(kafka, settings.specs(), ADMIN_TIMEOUT);
        this.reader = ConfigReader.start("logway-api-images", kafka, topics);
        this.accessTopics = new AccessTopics(vertx, admin);
        this.follower = new ConfigFollower(vertx, admin, reader, loaded -> {
            images.publish(loaded.image(), loaded.seal().at());
            accessTopics.follow(loaded.image());
        });
        this.events = new EventTail(kafka, topics, settings.lookBack(), index, bell, event -> take(event, outcomes));
        this.fleet = new FleetTail(kafka, topics, fleet);
    }

    /**
     * Connects, and keeps {@code outcomes}, {@code images} and {@code fleet} from then on. Blocks until the topics
     * were looked at once; if the log is not reachable, that goes on in the background.
     *
     * @throws TopicMismatchException if a topic is not as it must be
     */
    public static LogConnection open(Vertx vertx, LogSettings settings, Outcomes outcomes, Images images, Fleet fleet) {
        var connection = new LogConnection(vertx, settings, outcomes, images, fleet);
        try {
            connection.prepare();
        } catch (LogUnreachableException e) {
            connection.fault = String.valueOf(e.getMessage());
            LOG.warn("The log is not reachable yet: {}", e.getMessage());
            connection.prepareLater();
        } catch (TopicMismatchException e) {
            connection.close();
            throw e;
        }
        connection.events.start();
        connection.fleet.start();
        connection.checkpoints.start();
        return connection;
    }

    public CommandLog commands() {
        return commands;
    }

    public ConfigTopics topics() {
        return follower;
    }

    public History history() {
        return history;
    }

    public PastImages past() {
        return past;
    }

    public AccessSamples access() {
        return access;
    }

    /** How following each scope goes. */
    public SortedMap<Scope, ReaderStatus> statuses() {
        return follower.statuses();
    }

    /** Once everything was caught up, this node stays ready: it then shows the last that it knows. */
    @Override
    public List<String> missing() {
        if (ready) {
            return List.of();
        }
        var missing = new ArrayList<String>();
        String reason = fault;
        if (reason != null) {
            missing.add(reason);
        }
        if (!events.isCaughtUp()) {
            missing.add("recent outcomes");
        }
        if (!fleet.isCaughtUp()) {
            missing.add("the fleet");
        }
        statuses().entrySet().stream()
                .filter(entry -> !entry.getValue().caughtUp())
                .limit(NAMED_SCOPES)
                .forEach(entry -> missing.add("the image of " + entry.getKey()));
        ready = missing.isEmpty();
        return missing;
    }

    /** Ends every client; takes a few seconds at most. */
    @Override
    public void close() {
        closed = true;
        var closing =
                Future.join(commands.close(), historyConsumers.close(), pastConsumers.close(), accessTopics.close());
        events.close();
        fleet.close();
        checkpoints.close();
        reader.close();
        admin.close();
        Futures.settle(closing);
    }

    private void prepare() {
        admin.ensureFixed();
        follower.followAll();
        fault = null;
    }

    private void prepareLater() {
        vertx.setTimer(
                RETRY_MILLIS,
                _ -> vertx.executeBlocking(
                                () -> {
                                    prepare();
                                    return true;
                                },
                                false)
                        .onFailure(failure -> {
                            fault = String.valueOf(failure.getMessage());
                            if (!closed) {
                                prepareLater();
                            }
                        }));
    }

    private void take(Event event, Outcomes outcomes) {
        if (event.outcome() instanceof Outcome.Accepted && event.scope().kind() == Scope.Kind.GROUP) {
            follower.follow(event.scope());
        }
        outcomes.accept(event);
    }
}
