package dev.logway.edge.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.resource.Balancing.ConsistentHash;
import dev.logway.domain.resource.HashOn;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HashKeyTest {
    private static final HashSource REQUEST = Fixed.request(
            Map.of("remote_addr", "10.0.0.1", "host", "a.example", "header X-User", "ann", "cookie session", "s1"));

    @Test
    void eachKindLooksWhereItSays() {
        assertEquals("a.example", key(HashOn.VARS, "host"));
        assertEquals("ann", key(HashOn.HEADER, "X-User"));
        assertEquals("s1", key(HashOn.COOKIE, "session"));
        assertEquals("a.example-10.0.0.1!", key(HashOn.VARS_COMBINATIONS, "$host-${remote_addr}!"));
    }

    @Test
    void theAddressStandsInForWhatARequestHasNot() {
        assertEquals("10.0.0.1", key(HashOn.VARS, "arg_user"));
        assertEquals("10.0.0.1", key(HashOn.HEADER, "X-Other"));
        assertEquals("10.0.0.1", key(HashOn.COOKIE, "other"));
        assertEquals("10.0.0.1", key(HashOn.VARS_COMBINATIONS, "a$arg_user"));
        assertEquals(
                "10.0.0.1",
                HashKey.of(new ConsistentHash(HashOn.CONSUMER, null)).of(REQUEST));
    }

    private static String key(HashOn on, String key) {
        return HashKey.of(new ConsistentHash(on, key)).of(REQUEST);
    }
}
