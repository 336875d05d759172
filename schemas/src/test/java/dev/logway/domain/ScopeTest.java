package dev.logway.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.testkit.Thrown;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScopeTest {

    @Test
    void itsPathIsReadBack() {
        for (Scope scope : List.of(Scope.group("default"), Scope.group("a"), Scope.group("0-9"), Scope.STRAY)) {
            assertEquals(Optional.of(scope), Scope.parse(scope.path()));
        }
        assertEquals("group/default", Scope.group("default").toString());
    }

    @Test
    void onlyAPathIsRead() {
        for (String wrong :
                List.of("", "group", "group/", "/default", "group/a/b", "Group/a", "group/A", "group/a_b", "realm/a")) {
            assertEquals(Optional.empty(), Scope.parse(wrong), wrong);
        }
    }

    @Test
    void aNameIsADnsLabel() {
        assertEquals("g".repeat(63), Scope.group("g".repeat(63)).name());
        for (String wrong : List.of("", "-a", "a-", "A", "a.b", "a_b", "ä", "g".repeat(64))) {
            assertEquals(
                    "group: " + wrong + " (expected: 1 to 63 of a-z, 0-9 and '-', with a letter or digit at both ends)",
                    Thrown.message(IllegalArgumentException.class, () -> Scope.group(wrong)));
        }
    }
}
