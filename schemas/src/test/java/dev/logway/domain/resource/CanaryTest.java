package dev.logway.domain.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryTest {
    @Test
    void whoTriesItIsFoundInWhateverOrderTheyWereNamed() {
        var canary = new Canary(
                List.of("edge-9", "edge-10", "Edge-2", "edge-1", "edge-9"), null, Canary.Trial.DEFAULT, null);
        assertEquals(4, canary.instances().size());
        canary.instances().forEach(id -> assertTrue(canary.isTriedBy(id), id));
        assertFalse(canary.isTriedBy("edge-2"));
        assertFalse(canary.isTriedBy(""));
    }
}
