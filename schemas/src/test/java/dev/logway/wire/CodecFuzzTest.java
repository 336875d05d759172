package dev.logway.wire;

import static dev.logway.testkit.Property.forAll;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.logway.domain.command.Command;
import dev.logway.testkit.Commands;
import dev.logway.testkit.Events;
import dev.logway.testkit.Fleet;
import dev.logway.testkit.Resources;
import dev.logway.testkit.Samples;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever bytes stand in the log, reading them gives a value or says in one line why not. */
class CodecFuzzTest {

    /** One way to read a record. */
    @FunctionalInterface
    private interface Reading {
        Object read(byte @Nullable [] key, byte @Nullable [] value);
    }

    /** A record that can be read, and how. */
    private record Sample(String name, byte[] key, byte[] value, Reading reading) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final int HEADER_BYTES = 10;

    /** 2²⁶, as Avro writes it. */
    private static final byte[] LARGE_LENGTH = {(byte) 0x80, (byte) 0x80, (byte) 0x80, 0x40};

    private static final List<Function<RandomGenerator, Sample>> SAMPLES = List.of(
            random -> {
                Command command = Commands.any(random);
                return new Sample(
                        "command", Keys.of(command.scope()), CommandCodec.encode(command), CommandCodec::decode);
            },
            random -> {
                var event = Events.any(random);
                return new Sample("event", Keys.of(event.scope()), EventCodec.encode(event), EventCodec::decode);
            },
            random -> {
                var event = Events.any(random);
                return new Sample(
                        "written revision", Keys.of(event.scope()), EventCodec.encode(event), WrittenRevision::read);
            },
            random -> {
                var encoded = ConfigCodec.encode(Commands.SCOPE, Events.anyChange(random));
                byte[] value = encoded.value();
                return value == null
                        ? seal(random)
                        : new Sample("resource", encoded.key(), value, CodecFuzzTest::readConfig);
            },
            CodecFuzzTest::seal,
            random -> {
                var heartbeat = Fleet.anyHeartbeat(random);
                return new Sample(
                        "heartbeat",
                        Keys.of(heartbeat.instance()),
                        FleetCodec.encode(heartbeat),
                        FleetCodec::decodeHeartbeat);
            },
            random -> {
                var instance = Fleet.anyInstance(random);
                return new Sample(
                        "instance", Keys.of(instance.id()), FleetCodec.encode(instance), FleetCodec::decodeInstance);
            },
            random -> {
                var transition = Fleet.anyTransition(random);
                return new Sample(
                        "transition",
                        Keys.of(transition.instance()),
                        FleetCodec.encode(transition),
                        (_, value) -> FleetCodec.decodeTransition(value));
            },
            random -> new Sample(
                    "access sample",
                    new byte[0],
                    AccessCodec.encode(Samples.any(random)),
                    (_, value) -> AccessCodec.decode(value)));

    @Test
    void aTornValueIsUndecodable() {
        forAll(CodecFuzzTest::anySample, sample -> {
            for (int length = 0; length < sample.value().length; length++) {
                undecodable(sample, sample.key(), Arrays.copyOf(sample.value(), length));
            }
        });
    }

    @Test
    void aLongerValueIsUndecodable() {
        forAll(
                CodecFuzzTest::anySample,
                sample -> undecodable(sample, sample.key(), Arrays.copyOf(sample.value(), sample.value().length + 1)));
    }

    @Test
    void aMissingValueIsUndecodable() {
        forAll(CodecFuzzTest::anySample, sample -> {
            if (!sample.name().equals("resource")) { // there it removes the resource
                undecodable(sample, sample.key(), null);
            }
        });
    }

    @Test
    void aForeignKeyIsUndecodable() {
        forAll(CodecFuzzTest::anySample, sample -> {
            if (!Set.of("transition", "access sample").contains(sample.name())) { // their keys are not read
                undecodable(sample, null, sample.value());
                undecodable(sample, new byte[0], sample.value());
                undecodable(sample, new byte[] {'\n', (byte) 0xff, 0}, sample.value());
                undecodable(sample, "group/other".getBytes(UTF_8), sample.value());
                undecodable(sample, "routes/other".getBytes(UTF_8), sample.value());
            }
        });
    }

    @Test
    void aFlippedBitIsReadOrUndecodable() {
        forAll(
                random -> {
                    Sample sample = anySample(random);
                    byte[] value = sample.value().clone();
                    int bit = random.nextInt(value.length * 8);
                    value[bit / 8] ^= (byte) (1 << (bit % 8));
                    return new Sample(sample.name() + " with bit " + bit, sample.key(), value, sample.reading());
                },
                sample -> readOrUndecodable(sample, sample.key(), sample.value()));
    }

    @Test
    void manyChangedBytesAreReadOrUndecodable() {
        forAll(
                random -> {
                    Sample sample = anySample(random);
                    byte[] value = sample.value().clone();
                    for (int i = random.nextInt(10); i >= 0; i--) {
                        value[HEADER_BYTES + random.nextInt(value.length - HEADER_BYTES)] = (byte) random.nextInt();
                    }
                    return new Sample(sample.name(), sample.key(), value, sample.reading());
                },
                sample -> readOrUndecodable(sample, sample.key(), sample.value()));
    }

    @Test
    void anyBytesAreUndecodable() {
        forAll(
                random -> {
                    Sample sample = anySample(random);
                    return new Sample(sample.name(), anyBytes(random), anyBytes(random), sample.reading());
                },
                sample -> undecodable(sample, sample.key(), sample.value()));
    }

    @Test
    void anyBytesAfterTheHeaderAreReadOrUndecodable() {
        forAll(
                random -> {
                    Sample sample = anySample(random);
                    byte[] body = anyBytes(random);
                    byte[] value = Arrays.copyOf(sample.value(), HEADER_BYTES + body.length);
                    System.arraycopy(body, 0, value, HEADER_BYTES, body.length);
                    return new Sample(sample.name(), sample.key(), value, sample.reading());
                },
                sample -> readOrUndecodable(sample, sample.key(), sample.value()));
    }

    @Test
    void aLengthThatTheValueDoesNotHoldMakesNoRoomForIt() {
        byte[] value = CommandCodec.encode(Commands.put(Resources.upstream("u1")));
        byte[] huge = Arrays.copyOf(value, HEADER_BYTES + LARGE_LENGTH.length);
        System.arraycopy(LARGE_LENGTH, 0, huge, HEADER_BYTES, LARGE_LENGTH.length);
        byte[] key = Keys.of(Commands.SCOPE);
        CommandCodec.decode(key, value); // loads what is to be loaded

        long before = allocatedBytes();
        assertThrows(UndecodableException.class, () -> CommandCodec.decode(key, huge));
        long allocated = allocatedBytes() - before;

        assertTrue(allocated < 1 << 20, allocated + " bytes for a value of " + huge.length);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static Sample anySample(RandomGenerator random) {
        return SAMPLES.get(random.nextInt(SAMPLES.size())).apply(random);
    }

    private static Sample seal(RandomGenerator random) {
        var seal = new Seal(
                1 + random.nextInt(100), Events.anyDigest(random), Commands.anyId(random), Events.anyInstant(random));
        return new Sample("seal", Keys.seal(), ConfigCodec.encode(Commands.SCOPE, seal), CodecFuzzTest::readConfig);
    }

    private static Object readConfig(byte @Nullable [] key, byte @Nullable [] value) {
        return ConfigCodec.decode(Commands.SCOPE, key, value);
    }

    private static byte[] anyBytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void readOrUndecodable(Sample sample, byte @Nullable [] key, byte @Nullable [] value) {
        try {
            sample.reading().read(key, value);
        } catch (UndecodableException e) {
            assertOneLine(e);
        }
    }

    private static void undecodable(Sample sample, byte @Nullable [] key, byte @Nullable [] value) {
        try {
            fail(sample + " was read: " + sample.reading().read(key, value));
        } catch (UndecodableException e) {
            assertOneLine(e);
        }
    }

    private static void assertOneLine(UndecodableException e) {
        String message = String.valueOf(e.getMessage());
        assertEquals(List.of(message), message.lines().toList());
        assertTrue(message.length() <= UndecodableException.MAX_MESSAGE + 1, message);
    }
}
