package dev.logway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Command;
import dev.logway.domain.command.Edit;
import dev.logway.testkit.Commands;
import dev.logway.testkit.DecidedHistory;
import dev.logway.testkit.LoggedHistory;
import dev.logway.testkit.Pending;
import dev.logway.testkit.Property;
import dev.logway.testkit.Resources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class ExportPropertyTest {
    private static List<LoggedRecord> records(List<Command> commands) {
        var all = new ArrayList<Command>();
        all.add(Commands.put(Resources.group(Commands.SCOPE.name()), Resources.upstream("u1")));
        all.addAll(commands);
        return LoggedHistory.of(DecidedHistory.of(all));
    }

    private static byte[] export(List<LoggedRecord> records) {
        var bytes = new ByteArrayOutputStream();
        try (var writer = ExportWriter.begin(bytes, Commands.SCOPE, LoggedHistory.TOPICS, 7)) {
            for (LoggedRecord record : records) {
                writer.add(record);
            }
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<String> read(byte[] file) {
        var records = new ArrayList<String>();
        try (var reader = ExportReader.open(new ByteArrayInputStream(file))) {
            for (Optional<LoggedRecord> record = reader.next(); record.isPresent(); record = reader.next()) {
                records.add(text(record.get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    private static String text(LoggedRecord record) {
        return record.place() + " " + record.at() + " " + HexFormat.of().formatHex(record.key()) + " "
                + (record.value() == null ? "-" : HexFormat.of().formatHex(record.value()));
    }

    @Test
    void changesThatWaitAreReadBack() {
        Property.forAllLists(20, Pending::anyCommand, commands -> {
            List<LoggedRecord> records = records(commands);
            assertEquals(records.stream().map(ExportPropertyTest::text).toList(), read(export(records)));
        });
    }

    @Test
    void aChangeForATimeIsReadBack() {
        Instant effectiveAt = Commands.ASKED_AT.plus(Duration.ofDays(1));
        var action = Pending.at(effectiveAt, effectiveAt.plusSeconds(60), new Edit.Put(Resources.upstream("u2")));
        Command planned = Pending.by("ada", action);
        List<LoggedRecord> records = records(List.of(planned));

        assertEquals(records.stream().map(ExportPropertyTest::text).toList(), read(export(records)));
    }

    @Test
    void whatIsExportedIsReadBack() {
        Property.forAllLists(20, random -> Commands.anyIn(random, Commands.SCOPE), commands -> {
            List<LoggedRecord> records = records(commands);
            assertEquals(records.stream().map(ExportPropertyTest::text).toList(), read(export(records)));
        });
    }

    @Test
    void aFileThatIsCutAnywhereIsNoticed() {
        byte[] file = export(records(List.of()));
        for (int length = 0; length < file.length; length += 1 + length % 7) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(UndecodableException.class, () -> read(cut), "after " + length + " of " + file.length);
        }
    }

    @Test
    void aFileThatIsAlteredIsReadAsItWasOrNotAtAll() {
        Property.forAllLists(5, random -> Commands.anyIn(random, Commands.SCOPE), commands -> {
            List<LoggedRecord> records = records(commands);
            List<String> whole = records.stream().map(ExportPropertyTest::text).toList();
            byte[] file = export(records);
            var random = new SplittableRandom(file.length);
            byte[] altered = file.clone();
            altered[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertEquals(whole, read(altered));
            } catch (UndecodableException noticed) {
                assertTrue(noticed.getMessage() != null);
            }
        });
    }

    @Test
    void anyAvroToolReadsTheEvents() throws IOException {
        byte[] file = export(records(List.of()));
        int events = 0;
        try (var tool = new DataFileStream<GenericRecord>(new ByteArrayInputStream(file), new GenericDatumReader<>())) {
            while (tool.hasNext()) {
                GenericRecord record = tool.next();
                if (record.get("event") instanceof GenericRecord event) {
                    assertEquals("group/default", event.get("scope").toString());
                    events++;
                }
            }
        }
        assertEquals(1, events);
    }
}
