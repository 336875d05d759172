package dev.logway.projector;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ThreadReplacementTest {
    private final AtomicLong millis = new AtomicLong();
    private final ThreadReplacement replacement = new ThreadReplacement(millis::get);

    @Test
    void aFewFailuresAreReplacedAndManyAreNot() {
        for (int i = 0; i < ThreadReplacement.MOST; i++) {
            assertTrue(replacement.isAllowed());
        }
        assertFalse(replacement.isAllowed());
    }

    @Test
    void failuresNowAndThenAreReplacedForEver() {
        long apart = ThreadReplacement.WHILE.toMillis() / ThreadReplacement.MOST + 1;
        for (int i = 0; i < 100; i++) {
            assertTrue(replacement.isAllowed());
            millis.addAndGet(apart);
        }
    }
}
