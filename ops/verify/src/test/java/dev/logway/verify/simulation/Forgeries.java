package dev.logway.verify.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.testkit.Commands;
import dev.logway.testkit.CompactedTopic;
import dev.logway.testkit.Resources;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Seal;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Records that nobody should have written. */
final class Forgeries {
    static final CommandId SOME_ID = CommandId.parse("66666666-6666-4666-8666-666666666666");
    static final Instant SOME_TIME = Commands.ASKED_AT;

    private static final byte[] GARBAGE = {(byte) 0xc3, 0x01, 'g', 'a', 'r', 'b', 'a', 'g', 'e'};
    private static final byte[] FOREIGN_KEY = "what/is-this".getBytes(UTF_8);

    private Forgeries() {}

    /** A record of the commands topic that is no command. */
    record Poisoned(byte @Nullable [] key, byte @Nullable [] value) {}

    static Poisoned poison(Step.Poison poison, Instant now) {
        byte[] key = Keys.of(Commands.SCOPE);
        Command command = Commands.put(Resources.group("at-" + now.toEpochMilli() % 1_000));
        byte[] value = CommandCodec.encode(command);
        return switch (poison) {
            case GARBAGE -> new Poisoned(key, GARBAGE);
            case TORN -> new Poisoned(key, Arrays.copyOf(value, value.length / 2));
            case NO_KEY -> new Poisoned(null, value);
            case FOREIGN_KEY -> new Poisoned(Keys.of(Commands.OTHER_SCOPE), value);
            case STRAY_SCOPE -> new Poisoned(Keys.of(Scope.STRAY), value);
            case NO_VALUE -> new Poisoned(key, null);
        };
    }

    /** Writes to the config topic of {@code scope}. */
    static void write(CompactedTopic topic, Scope scope, ResourceKey key, Step.Forgery forgery) {
        switch (forgery) {
            case GARBAGE -> topic.append(Keys.of(key), GARBAGE);
            case GARBAGE_SEAL -> topic.append(Keys.seal(), GARBAGE);
            case GARBAGE_UNDER_FOREIGN_KEY -> topic.append(FOREIGN_KEY, GARBAGE);
            case TOMBSTONE -> topic.append(Keys.of(key), null);
            case TOMBSTONE_OF_SEAL -> topic.append(Keys.seal(), null);
            case RESOURCE -> {
                var meta = new Meta(1, Commands.ASKED_AT, Commands.ASKED_AT, "mallory");
                var encoded = ConfigCodec.encode(scope, new Change.Defined(Resources.upstream("u1"), meta));
                topic.append(encoded.key(), encoded.value());
            }
            case SEAL -> {
                var seal = new Seal(1_000, new Digest(6, 6, 6, 6), SOME_ID, SOME_TIME);
                topic.append(Keys.seal(), ConfigCodec.encode(scope, seal));
            }
        }
    }
}
