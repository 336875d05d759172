package dev.logway.wire;

import dev.logway.domain.access.AccessSample;
import dev.logway.wire.avro.AccessSampleRecord;
import dev.logway.wire.avro.SampledFieldRecord;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Samples of requests: an Avro single object without a key. */
public final class AccessCodec {
    private static final SingleObject<AccessSampleRecord> SAMPLE =
            new SingleObject<>(AccessSampleRecord.getClassSchema());

    private AccessCodec() {}

    public static byte[] encode(AccessSample sample) {
        AccessSample.Asked asked = sample.asked();
        return SAMPLE.encode(new AccessSampleRecord(
                sample.at(),
                asked.method(),
                asked.scheme(),
                asked.host(),
                asked.uri(),
                asked.client(),
                asked.fields().stream()
                        .map(field -> new SampledFieldRecord(field.name(), field.value()))
                        .toList(),
                sample.answered().status(),
                sample.decided().route(),
                sample.decided().revision(),
                sample.answered().total().toMillis()));
    }

    /** @throws UndecodableException if it is no sample */
    public static AccessSample decode(byte @Nullable [] value) {
        AccessSampleRecord record = SAMPLE.decode(value);
        return new AccessSample(
                record.getAt(),
                new AccessSample.Asked(
                        record.getMethod(),
                        record.getScheme(),
                        record.getHost(),
                        record.getUri(),
                        record.getClient(),
                        record.getFields().stream()
                                .map(field -> new AccessSample.Field(field.getName(), field.getValue()))
                                .toList()),
                new AccessSample.Decided(record.getRevision(), record.getRoute()),
                new AccessSample.Answered(record.getStatus(), Duration.ofMillis(record.getTotalMillis())));
    }
}
