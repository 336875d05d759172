package dev.logway.edge.snapshot;

import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Fingerprint;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Group;
import dev.logway.testkit.GroupConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final Duration MAX_AGE = Duration.ofDays(4);

    @TempDir
    Path directory = Path.of("");

    private static ScopeImage image() {
        var config = new GroupConfig(_ -> {});
        config.put(new Group("default", Descriptor.NONE, null), upstream("u", node(80), node(81)));
        for (int i = 0; i < 20; i++) {
            config.put(route("r" + i, "/r" + i + "/*", "u"));
        }
        return config.image();
    }

    private static Snapshot snapshot(ScopeImage image, Instant asOf) {
        return new Snapshot(image, GroupConfig.position(77), NOW.minusSeconds(60), asOf);
    }

    private static Snapshot snapshot() {
        return snapshot(image(), NOW);
    }

    private static byte[] bytes(Snapshot snapshot) throws IOException {
        var bytes = new ByteArrayOutputStream();
        SnapshotFormat.write(snapshot, bytes);
        return bytes.toByteArray();
    }

    private SnapshotFile file() {
        return new SnapshotFile(directory.resolve("snapshot"));
    }

    private String reason(byte[] bytes) throws IOException {
        Files.write(directory.resolve("snapshot"), bytes);
        assertTrue(file().read(GroupConfig.SCOPE, NOW, MAX_AGE).isEmpty());
        var refusal = assertThrows(RefusedSnapshotException.class, () -> file().load(GroupConfig.SCOPE, NOW, MAX_AGE));
        return String.valueOf(refusal.getMessage());
    }

    /** Bytes that were changed by someone who knows how to compute a checksum. */
    private static byte[] sealed(byte[] bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - 8);
        return ByteBuffer.wrap(bytes.clone())
                .putLong(bytes.length - 8, checksum.getValue())
                .array();
    }

    @Test
    void whatWasWrittenIsRead() throws Exception {
        file().write(snapshot());
        assertEquals(snapshot(), file().read(GroupConfig.SCOPE, NOW, MAX_AGE).orElseThrow());
        assertEquals(snapshot(), file().load(GroupConfig.SCOPE, NOW.plus(MAX_AGE), MAX_AGE));
        file().write(snapshot(ScopeImage.empty(GroupConfig.SCOPE), NOW));
        assertEquals(0, file().load(GroupConfig.SCOPE, NOW, MAX_AGE).image().size());
        assertFalse(Files.exists(directory.resolve("snapshot.next")));
    }

    @Test
    void equalSnapshotsHaveEqualBytes() throws Exception {
        assertArrayEquals(bytes(snapshot()), bytes(snapshot()));
    }

    @Test
    void aFingerprintIsKeptAsItWasRead() throws Exception {
        var changes = new ArrayList<EntryChange>();
        image().forEach(entry -> changes.add(
                new EntryChange.Put(new Entry(entry.resource(), entry.meta(), new Fingerprint(1, 2, 3, 4)))));
        var foreign = ScopeImage.empty(GroupConfig.SCOPE).apply(ScopeDelta.of(0, 9, changes));
        file().write(snapshot(foreign, NOW));
        assertEquals(foreign, file().load(GroupConfig.SCOPE, NOW, MAX_AGE).image());
    }

    @Test
    void noSnapshotIsNoFault() {
        assertTrue(file().read(GroupConfig.SCOPE, NOW, MAX_AGE).isEmpty());
    }

    @Test
    void anOldSnapshotIsRefused() throws Exception {
        file().write(snapshot(image(), NOW.minus(MAX_AGE).minusMillis(1)));
        var refusal = assertThrows(RefusedSnapshotException.class, () -> file().load(GroupConfig.SCOPE, NOW, MAX_AGE));
        assertEquals("it is PT96H0.001S old (expected: at most PT96H)", refusal.getMessage());
    }

    @Test
    void aSnapshotOfAnotherGroupIsRefused() throws Exception {
        file().write(snapshot());
        var refusal =
                assertThrows(RefusedSnapshotException.class, () -> file().load(Scope.group("other"), NOW, MAX_AGE));
        assertEquals("it is of group/default (expected: group/other)", refusal.getMessage());
    }

    @Test
    void anotherFormatIsRefused() throws Exception {
        byte[] bytes = bytes(snapshot());
        bytes["LOGWAYSNAPSHOT".length() + 3] = 2;
        assertEquals("it has format 2 (expected: 1)", reason(bytes));
    }

    @Test
    void somethingElseIsRefused() throws Exception {
        assertEquals("it is no snapshot", reason(new byte[0]));
        assertEquals("it is no snapshot", reason("LOGWAY".repeat(100).getBytes(UTF_8)));
    }

    @Test
    void everyCutIsNoticed() throws Exception {
        byte[] bytes = bytes(snapshot());
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(
                    RefusedSnapshotException.class, () -> SnapshotFormat.read(cut, GroupConfig.SCOPE), "at " + length);
        }
        assertEquals("its checksum differs", reason(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void everyChangedBitIsNoticed() throws Exception {
        byte[] bytes = bytes(snapshot());
        var random = new Random(31);
        for (int i = 0; i < 500; i++) {
            int bit = random.nextInt(bytes.length * 8);
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(
                    RefusedSnapshotException.class,
                    () -> SnapshotFormat.read(changed, GroupConfig.SCOPE),
                    "bit " + bit);
        }
    }

    @Test
    void damageThatTheChecksumCoversIsNoticedAllTheSame() throws Exception {
        byte[] bytes = bytes(snapshot());
        var random = new Random(32);
        for (int i = 0; i < 500; i++) {
            byte[] changed = bytes.clone();
            // Beyond mark and version, so that what is decoded is what is damaged.
            changed[18 + random.nextInt(bytes.length - 26)] = (byte) random.nextInt(256);
            byte[] resealed = sealed(changed);
            try {
                SnapshotFormat.read(resealed, GroupConfig.SCOPE);
            } catch (RefusedSnapshotException e) {
                assertFalse(String.valueOf(e.getMessage()).contains("checksum"), e.getMessage());
            }
        }
    }

    @Test
    void aDigestThatIsNotTheEntriesIsRefused() throws Exception {
        byte[] bytes = bytes(snapshot());
        int afterHead = 18 + 4 + ByteBuffer.wrap(bytes).getInt(18);
        bytes[afterHead + 31]++;
        assertTrue(reason(sealed(bytes)).startsWith("it holds 22 resources with digest "));
    }

    @Test
    void anEntryThatIsMissingIsNoticed() throws Exception {
        byte[] bytes = bytes(snapshot());
        int afterHead = 18 + 4 + ByteBuffer.wrap(bytes).getInt(18);
        int first = 32 + 4 + ByteBuffer.wrap(bytes).getInt(afterHead + 32);
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, afterHead);
        out.write(bytes, afterHead + first, bytes.length - afterHead - first);
        assertTrue(reason(sealed(out.toByteArray())).startsWith("it holds 21 resources"));
    }

    @Test
    void aHalfWrittenSuccessorDoesNoHarm() throws Exception {
        file().write(snapshot());
        Files.write(directory.resolve("snapshot.next"), new byte[] {1, 2, 3});
        assertEquals(snapshot(), file().load(GroupConfig.SCOPE, NOW, MAX_AGE));
        file().write(snapshot());
        assertEquals(snapshot(), file().load(GroupConfig.SCOPE, NOW, MAX_AGE));
    }
}
