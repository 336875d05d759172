package dev.logway.api.log;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.ScopeImage;
import dev.logway.replay.Moment;
import dev.logway.wire.Topics;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes images of the past by folding the events of {@code logway.events} again, from the nearest image that is known.
 * A request reads for {@value Budget#SECONDS} s at most; how far it came is remembered, so that the next one goes on
 * from there.
 */
final class TimeMachine implements PastImages {
    private final HistoryConsumers consumers;
    private final String topic;
    private final HistoryIndex index;
    private final InstantSource clock;
    private final KnownImages images = new KnownImages();

    TimeMachine(HistoryConsumers consumers, Topics topics, HistoryIndex index, InstantSource clock) {
        this.consumers = consumers;
        this.topic = topics.events();
        this.index = index;
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
        var records = new ScopeRecords(consumer, LogConsumers.sortedPartitions(consumer, topic), index, scope);
        var budget = new Budget();
        if (moment instanceof Moment.Time(Instant at) && at.isAfter(clock.instant())) {
            throw unknown(scope, moment, records, budget);
        }
        PastScan.Known base = images.floor(scope, moment);
        if (moment.isRevision(base.image().revision())) {
            return base.image();
        }
        HistoryIndex.Mark mark =
                records.floor(HistoryPosition.after(base.image().revision()));
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
