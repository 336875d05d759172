package dev.logway.wire;

import static dev.logway.testkit.Property.forAll;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.logway.domain.image.Digest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    @Test
    void itIsSha256OverTheKeysLengthTheKeyAndTheValue() {
        // printf '\x09routes/r1value' | sha256sum
        assertEquals(
                "29a2871bd6faeac0e4ed6a7e46ba83ffdb9ca7014bbb8967dd7c0e8cbadf3e47",
                Digest.EMPTY
                        .plus(Fingerprints.of("routes/r1".getBytes(UTF_8), "value".getBytes(UTF_8)))
                        .toString());
    }

    @Test
    void noOtherSplitOfTheSameBytesHasTheSameFingerprint() {
        byte[] bytes = "routes/r1value".getBytes(UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            assertNotEquals(
                    Fingerprints.of(head(bytes, length), tail(bytes, length)),
                    Fingerprints.of(head(bytes, length + 1), tail(bytes, length + 1)));
        }
    }

    @Test
    void aChangedBitChangesIt() {
        forAll(random -> random.nextInt(40 * 8), bit -> {
            byte[] value = new byte[40];
            value[bit / 8] ^= (byte) (1 << (bit % 8));
            assertNotEquals(Fingerprints.of(new byte[] {1}, new byte[40]), Fingerprints.of(new byte[] {1}, value));
        });
    }

    @Test
    void anEventIsNamedByItsSha256() {
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Fingerprints.of(new byte[0]).hex());
        assertEquals(32, HexFormat.of().parseHex(EventCodec.hash(new byte[] {1}).hex()).length);
    }

    private static byte[] head(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }
}
