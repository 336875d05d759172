package dev.logway.domain.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.testkit.Thrown;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostPatternTest {

    @Test
    void aHostIsItself() {
        var host = new HostPattern("example.com");

        assertFalse(host.isWildcard());
        assertEquals("example.com", host.name());
        assertEquals("example.com", host.toString());
    }

    @Test
    void aWildcardStandsForTheNamesBelow() {
        var host = new HostPattern("*.example.com");

        assertTrue(host.isWildcard());
        assertEquals("example.com", host.name());
        assertEquals("*.example.com", host.toString());
    }

    @Test
    void caseDoesNotMatter() {
        assertEquals(new HostPattern("example.com"), new HostPattern("Example.COM"));
        assertEquals(new HostPattern("*.i.com"), new HostPattern("*.I.com"));
    }

    @Test
    void whatIsNoHostIsRefused() {
        for (String wrong :
                List.of("", "*", "*.", ".a", "a..b", "*.*.a", "a*", "a:80", "[::1]", "a/b", "a b", "ä.com", "*a.com")) {
            assertEquals(
                    "hosts: " + wrong + " (expected: a host name such as foo.com or *.foo.com, without port)",
                    Thrown.message(IllegalArgumentException.class, () -> new HostPattern(wrong)));
        }
        assertEquals("h".repeat(253), new HostPattern("h".repeat(253)).text());
        Thrown.message(IllegalArgumentException.class, () -> new HostPattern("h".repeat(254)));
    }
}
