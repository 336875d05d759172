package dev.logway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments and cookies. */
class RequestTextTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "absent",
            value = {
                "a=1, a, 1",
                "b=2&a=1, a, 1",
                "a=1&a=2, a, 1",
                "a, a, ''",
                "a=, a, ''",
                "a=1=2, a, 1=2",
                "aa=1&ba=2, a, absent",
                "'', a, absent",
                "&&a=1&, a, 1",
                "=1, a, absent",
                "a=b+c%20d, a, b c d",
                "a=caf%C3%A9, a, café",
                "a=%zz%4, a, %zz%4",
                "a=1%26b=2, a, 1&b=2",
                "%61=1, a, 1",
                "a+b=1, a b, 1",
                "a%2Bb=1, a+b, 1",
                "a+b=1, a+b, absent",
                "a%2520b=1, a%20b, 1",
                "A=1, a, absent",
                "é=ü, é, ü",
            })
    void anArgumentIsFoundAndDecodedOnce(String query, String name, @Nullable String value) {
        assertEquals(value, FormText.first(query, name));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "absent",
            value = {
                "a=1, a, 1",
                "b=2; a=1, a, 1",
                "a=1; a=2, a, 1",
                "b=2;a=1 ;c=3, a, 1",
                "a=, a, ''",
                "a, a, absent",
                "a=b=c, a, b=c",
                "a=\"b c\", a, b c",
                "a=\", a, \"",
                "a=%20+, a, %20+",
                "aa=1; ba=2, a, absent",
                "A=1, a, absent",
                "'', a, absent",
                "';;;', a, absent",
                "'  a=1', a, 1",
            })
    void aCookieIsFoundAsItIs(String header, String name, @Nullable String value) {
        assertEquals(value, CookieText.first(header, name));
    }
}
