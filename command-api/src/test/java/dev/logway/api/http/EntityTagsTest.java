package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    private static EntityTags parse(String value) {
        return EntityTags.parse("If-Match", value);
    }

    @Test
    void tagsAreRevisions() {
        assertEquals(List.of(4L), parse("\"4\"").revisions());
        assertEquals(List.of(4L, 70L), parse("\"4\",  \"70\"").revisions());
        assertTrue(parse(" * ").any());
    }

    @Test
    void weakTagsAndThoseOfOthersMatchNoChange() {
        assertEquals(List.of(0L), parse("W/\"4\"").revisions());
        assertEquals(List.of(0L), parse("\"abc\"").revisions());
        assertEquals(List.of(0L), parse("\"04\"").revisions());
        assertEquals(List.of(4L), parse("\"abc\", \"4\", W/\"5\"").revisions());
    }

    @Test
    void aReaderMayHoldAnyOfThem() {
        assertTrue(parse("W/\"4\"").matches(4));
        assertTrue(parse("\"3\", \"4\"").matches(4));
        assertTrue(parse("*").matches(4));
        assertFalse(parse("\"3\"").matches(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "\"4", "\"4\" \"5\"", "\"4\",", ", \"4\"", "\"4\", *", "w/\"4\"", "\"a b\""})
    void whatIsNoTagIsRefused(String value) {
        assertEquals(
                ProblemType.INVALID_HEADER,
                assertThrows(ApiException.class, () -> parse(value)).type());
    }
}
