package dev.logway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Change;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.EntryChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class ConfigOfEventTest {
    private static final int HEADER = 10;

    private static byte[] golden(String name) throws IOException {
        return HexFormat.of()
                .parseHex(Files.readString(Path.of("src/test/resources/dev/logway/wire/golden", name + ".hex"))
                        .strip());
    }

    @Test
    void anEventOfToday() throws IOException {
        byte[] value = golden("accepted-2");
        check(value, 2);
    }

    /** As after an upgrade: the digests of the time are over bytes that today's codec would write differently. */
    @Test
    void anEventOfAnAncestorKeepsTheBytesOfItsDay() throws IOException {
        byte[] value = golden("accepted-1");
        check(value, 1);
    }

    private static void check(byte[] value, int generation) {
        Event event = EventCodec.decode(Keys.of(Golden.SCOPE), value);
        var changes = ((Outcome.Accepted) event.outcome()).changes();
        var records = ConfigOfEvent.of(event, value);
        assertEquals(changes.size(), records.size());
        int defined = 0;
        for (int i = 0; i < records.size(); i++) {
            assertArrayEquals(Keys.of(changes.get(i).key()), records.get(i).key());
            if (changes.get(i) instanceof Change.Defined(var resource, var meta)) {
                byte[] bytes = requireNonNull(records.get(i).value());
                long written = SchemaNormalization.parsingFingerprint64(
                        SingleObject.ancestors("ConfigRecord").get(generation - 1));
                assertEquals(written, SingleObject.fingerprint(bytes));
                var read = (ConfigItem.Changed)
                        ConfigCodec.decode(Golden.SCOPE, records.get(i).key(), bytes);
                assertEquals(records.get(i).change(), read.change(), "the same fingerprint, too");
                var entry = ((EntryChange.Put) read.change()).entry();
                assertEquals(resource, entry.resource());
                assertEquals(meta, entry.meta());
                // The resource's own bytes stand in the event as they are; before them come the scope and a branch.
                int own = HEADER + 1 + Golden.SCOPE.path().length() + 1;
                String resourceBytes = new String(bytes, own, bytes.length - own, ISO_8859_1);
                assertTrue(new String(value, ISO_8859_1).contains(resourceBytes));
                defined++;
            }
        }
        assertTrue(defined > 0);
    }
}
