package dev.logway.api.log;

import dev.logway.domain.Scope;
import dev.logway.domain.checkpoint.Checkpoint;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.ScopeImage;
import dev.logway.log.CheckpointIndex;
import dev.logway.log.CheckpointReader;
import dev.logway.replay.Moment;
import dev.logway.wire.Topics;
import dev.logway.wire.UndecodableException;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes images of the past by folding the events of {@code logway.events} again, from the nearest
 * image that is known or kept as a checkpoint.
 * A request reads for {@value Budget#SECONDS} s at most; how far it came is remembered, so that the next one goes on
 * from there.
 */
final class TimeMachine implements PastImages {
    private static final Logger LOG = LoggerFactory.getLogger(TimeMachine.class);

    private final HistoryConsumers consumers;
    private final Topics topics;
    private final HistoryIndex index;
    private final CheckpointIndex checkpoints;
    private final InstantSource clock;
    private final KnownImages images = new KnownImages();

    TimeMachine(
            HistoryConsumers consumers,
            Topics topics,
            HistoryIndex index,
            CheckpointIndex checkpoints,
            InstantSource clock) {
        this.consumers = consumers;
        this.topics = topics;
        this.index = index;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    @Override
    public Future<ScopeImage> at(Scope scope, Moment moment) {
        return consumers.reading(consumer -> {
            try {
                return at(scope, moment, consumer);
            } catch (InvalidOffsetException e) {
                index.clear(); // the topic was made anew
                images.clear();
                return at(scope, moment, consumer);
            }
        });
    }

    private ScopeImage at(Scope scope, Moment moment, KafkaConsumer<byte[], byte[]> consumer) {
        var budget = new Budget();
        if (moment instanceof Moment.Time(Instant at) && at.isAfter(clock.instant())) {
            throw unknown(scope, moment, records(scope, consumer), budget);
        }
        PastScan.Known base = base(scope, moment, consumer);
        if (moment.isRevision(base.image().revision())) {
            return base.image();
        }
        ScopeRecords records = records(scope, consumer);
        HistoryIndex.Mark mark =
                records.before(HistoryPosition.after(base.image().revision()), budget);
        var scan = new PastScan(base, moment);
        ScopeRecords.Ending ending =
                records.read(mark, budget, record -> scan.accept(records.decode(record), record.value()));
        if (ending == ScopeRecords.Ending.BUDGET) {
            images.add(scan.known());
            index.mark(scope, HistoryPosition.after(scan.revision()), records.position());
            throw new HistoryUnavailableException(
                    "revision " + scan.revision() + " was reached within " + Budget.SECONDS
                            + " s; ask again to go on from there",
                    null);
        }
        if (!scan.isReached()) {
            throw unknown(scope, moment, records, budget);
        }
        PastScan.Known known = scan.known();
        images.add(known);
        return known.image();
    }

    private ScopeRecords records(Scope scope, KafkaConsumer<byte[], byte[]> consumer) {
        return new ScopeRecords(consumer, LogConsumers.sortedPartitions(consumer, topics.events()), index, scope);
    }

    /** The last image at or before {@code moment} that need not be folded. */
    private PastScan.Known base(Scope scope, Moment moment, KafkaConsumer<byte[], byte[]> consumer) {
        PastScan.Known known = images.floor(scope, moment);
        while (true) {
            Optional<Checkpoint> found = checkpoints
                    .floor(scope, moment)
                    .filter(checkpoint -> checkpoint.revision() > known.image().revision());
            if (found.isEmpty()) {
                return known;
            }
            Checkpoint checkpoint = found.get();
            try {
                ScopeImage image = CheckpointReader.read(consumer, topics, checkpoint);
                var base = new PastScan.Known(image, checkpoint.at(), checkpoint.event());
                images.add(base);
                return base;
            } catch (UndecodableException e) {
                LOG.error("A checkpoint is of no use: {}", e.getMessage());
                checkpoints.remove(checkpoint);
            }
        }
    }

    private static UnknownMomentException unknown(Scope scope, Moment moment, ScopeRecords records, Budget budget) {
        return new UnknownMomentException(scope, moment, extent(records, budget));
    }

    private static @Nullable Extent extent(ScopeRecords records, Budget budget) {
        var first = new Event[1];
        records.read(HistoryIndex.Mark.BEGINNING, budget, record -> {
            Event event = records.decode(record);
            first[0] = event;
            return !(event.outcome() instanceof Outcome.Accepted);
        });
        var last = new Event[1];
        HistoryIndex.Mark near = records.before(records.end(), HistoryIndex.Mark.BEGINNING, budget);
        records.read(new HistoryIndex.Mark(near.position(), Math.max(0, near.offset() - 1)), budget, record -> {
            Event event = records.decode(record);
            last[0] = event.outcome() instanceof Outcome.Accepted ? event : last[0];
            return true;
        });
        return Optional.ofNullable(first[0])
                .filter(event -> event.outcome() instanceof Outcome.Accepted && last[0] != null)
                .map(event -> new Extent(
                        event.outcome().verdict().revision(),
                        event.at(),
                        last[0].outcome().verdict().revision(),
                        last[0].at()))
                .orElse(null);
    }
}
