package dev.logway.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.testkit.Thrown;
import org.junit.jupiter.api.Test;

class RequireTest {

    @Test
    void theMessageNamesTheComponentItsValueAndWhatWasExpected() {
        assertEquals("port: 0 (expected: 1..65535)", message(0));
    }

    @Test
    void aLongValueIsCut() {
        assertEquals("port: " + "x".repeat(120) + " (expected: 1..65535)", message("x".repeat(120)));
        assertEquals("port: " + "x".repeat(120) + "… (expected: 1..65535)", message("x".repeat(121)));
    }

    @Test
    void theMessageIsOneLine() {
        assertEquals("port: a\\u000a\\u001b\\u2028b (expected: 1..65535)", message("a\n\u001b\u2028b"));
    }

    @Test
    void whatHoldsIsSilent() {
        Require.require(true, "port", 1, "1..65535");
    }

    private static String message(Object value) {
        return Thrown.message(IllegalArgumentException.class, () -> Require.require(false, "port", value, "1..65535"));
    }
}
