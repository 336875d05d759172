package dev.logway.domain.image;

import static dev.logway.testkit.Property.forAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.testkit.Events;
import dev.logway.testkit.Thrown;
import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void itsTextIsReadBack() {
        forAll(Events::anyDigest, digest -> assertEquals(digest, Digest.parse(digest.toString())));
    }

    @Test
    void removingWhatWasAddedGivesTheDigestBefore() {
        forAll(Events::anyDigest, digest -> {
            var added = new Fingerprint(digest.d(), -1, Long.MIN_VALUE, digest.a());

            assertEquals(digest, digest.plus(added).minus(added));
        });
    }

    @Test
    void textThatIsNoDigestIsRefused() {
        assertEquals(
                "digest: abc (expected: 64 hexadecimal digits)",
                Thrown.message(IllegalArgumentException.class, () -> Digest.parse("abc")));
        refused("g".repeat(64));
        refused("٣".repeat(64));
        refused("0".repeat(65));
    }

    private static void refused(String text) {
        Thrown.message(IllegalArgumentException.class, () -> Digest.parse(text));
    }
}
