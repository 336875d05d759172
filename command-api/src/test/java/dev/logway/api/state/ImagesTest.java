package dev.logway.api.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ImagesTest {
    private static final Scope BLUE = Scope.group("blue");
    private static final Scope RED = Scope.group("red");

    private final Images images = new Images();

    private static ScopeImage image(Scope scope, long revision) {
        return ScopeImage.empty(scope).apply(ScopeDelta.of(0, revision, List.of()));
    }

    @Test
    void aScopeIsUnknownUntilItsFirstImage() {
        assertTrue(images.find(BLUE).isEmpty());
        assertEquals(0, images.get(BLUE).revision());
        assertFalse(images.await(BLUE, 1).isDone());
        assertTrue(images.find(BLUE).isEmpty());
        images.publish(image(BLUE, 1), Instant.EPOCH);
        assertEquals(1, images.find(BLUE).orElseThrow().revision());
    }

    @Test
    void whoWaitsIsServedByTheFirstImageThatIsNewEnough() {
        var second = images.await(BLUE, 2);
        var third = images.await(BLUE, 3);
        images.publish(image(RED, 9), Instant.EPOCH);
        images.publish(image(BLUE, 1), Instant.EPOCH);
        assertFalse(second.isDone());
        images.publish(image(BLUE, 5), Instant.EPOCH);
        assertEquals(5, second.join().revision());
        assertEquals(5, third.join().revision());
        assertEquals(5, images.await(BLUE, 4).join().revision());
    }

    @Test
    void whoGaveUpIsForgotten() {
        var gaveUp = images.await(BLUE, 2);
        gaveUp.cancel(false);
        images.publish(image(BLUE, 2), Instant.EPOCH);
        assertTrue(gaveUp.isCancelled());
    }

    @Test
    void nobodyIsMissedWhileImagesArrive() throws InterruptedException {
        var writer = new Thread(() -> {
            for (int revision = 1; revision <= 2_000; revision++) {
                images.publish(image(BLUE, revision), Instant.EPOCH);
            }
        });
        writer.start();
        var waiting = new ArrayList<CompletableFuture<ScopeImage>>();
        for (int revision = 1; revision <= 2_000; revision++) {
            waiting.add(images.await(BLUE, revision));
        }
        writer.join();
        for (int i = 0; i < waiting.size(); i++) {
            assertTrue(waiting.get(i).isDone(), "revision " + (i + 1));
            assertTrue(waiting.get(i).join().revision() > i);
        }
    }
}
