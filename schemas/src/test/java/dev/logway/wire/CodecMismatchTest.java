package dev.logway.wire;

import static dev.logway.testkit.Resources.group;
import static dev.logway.testkit.Resources.route;
import static dev.logway.testkit.Resources.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Command;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.Route;
import dev.logway.testkit.Commands;
import dev.logway.testkit.Thrown;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A record whose key, topic and value disagree belongs to nobody. */
class CodecMismatchTest {
    private static final Scope OTHER = Scope.group("other");
    private static final Meta META = new Meta(1, Commands.ASKED_AT, Commands.ASKED_AT, "ann");
    private static final ConfigCodec.Encoded ROUTE =
            ConfigCodec.encode(Commands.SCOPE, new Change.Defined(route("r1", "u1"), META));
    private static final byte[] SEAL = ConfigCodec.encode(
            Commands.SCOPE,
            new Seal(1, Digest.EMPTY, Commands.put(group("default")).id(), Commands.ASKED_AT));

    @Test
    void aCommandUnderAnotherScopesKey() {
        Command command = Commands.put(upstream("u1"));

        undecodable(
                "the key names group/other, the value group/default",
                () -> CommandCodec.decode(Keys.of(OTHER), CommandCodec.encode(command)));
        undecodable("the key is missing", () -> CommandCodec.decode(null, CommandCodec.encode(command)));
        undecodable(
                "the key names no scope: a\\u000ab",
                () -> CommandCodec.decode("a\nb".getBytes(UTF_8), CommandCodec.encode(command)));
    }

    @Test
    void aResourceInAnotherScopesTopic() {
        undecodable(
                "the topic belongs to group/other, the value to group/default",
                () -> ConfigCodec.decode(OTHER, ROUTE.key(), ROUTE.value()));
    }

    @Test
    void aResourceUnderAnotherKey() {
        undecodable(
                "the key names routes/r2, the value routes/r1",
                () -> ConfigCodec.decode(Commands.SCOPE, Keys.of(Route.key("r2")), ROUTE.value()));
        undecodable(
                "the value does not belong under its key",
                () -> ConfigCodec.decode(Commands.SCOPE, Keys.seal(), ROUTE.value()));
        undecodable(
                "the key names no resource: plugins/p1",
                () -> ConfigCodec.decode(Commands.SCOPE, "plugins/p1".getBytes(UTF_8), ROUTE.value()));
    }

    @Test
    void aSealUnderAnotherKey() {
        undecodable(
                "the value does not belong under its key",
                () -> ConfigCodec.decode(Commands.SCOPE, Keys.of(Route.key("r1")), SEAL));
    }

    @Test
    void aTombstoneOfNothing() {
        undecodable("the key names no resource: seal", () -> ConfigCodec.decode(Commands.SCOPE, Keys.seal(), null));
        undecodable("the key is missing", () -> ConfigCodec.decode(Commands.SCOPE, null, null));
        assertEquals(
                new ConfigItem.Changed(new EntryChange.Remove(Route.key("r1"))),
                ConfigCodec.decode(Commands.SCOPE, Keys.of(Route.key("r1")), null));
    }

    @Test
    void aRecordOfAnotherKind() {
        undecodable(
                "CommandRecord: written with a schema this version does not know; upgrade",
                () -> CommandCodec.decode(Keys.of(Commands.SCOPE), Objects.requireNonNull(ROUTE.value())));
        undecodable(
                "CommandRecord: no Avro single-object value",
                () -> CommandCodec.decode(Keys.of(Commands.SCOPE), "{\"id\": \"some JSON\"}".getBytes(UTF_8)));
    }

    private static void undecodable(String message, Executable reading) {
        assertEquals(message, Thrown.message(UndecodableException.class, reading));
    }
}
