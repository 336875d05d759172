package dev.logway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.expression.Variable;
import dev.logway.testkit.Expressions;
import dev.logway.testkit.Pick;
import dev.logway.testkit.Property;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever a client writes, the parsers of routing read it or refuse it, and never fail. */
class RequestTextFuzzTest {
    private static final String ODD = "/.%2fF5C0&=;+\" \t?#*:,[]\\\u0000\u0001\u007f\u0080\u00ff\ud800\udc00éa1";

    private static String anyText(RandomGenerator random) {
        return random.ints(random.nextInt(40), 0, ODD.length())
                .mapToObj(i -> String.valueOf(ODD.charAt(i)))
                .collect(Collectors.joining());
    }

    @Test
    void aTargetIsReadOrRefused() {
        Property.forAll(random -> "/" + anyText(random), sent -> {
            RequestTarget target = RequestTarget.parse(sent);
            if (target == null) {
                return;
            }
            String path = target.path();
            assertTrue(path.startsWith("/"), path);
            assertEquals(path, PathNormalizer.withoutDotSegments(path), "dot segments are left");
            for (String segment : path.split("/", -1)) {
                assertFalse(segment.equals(".") || segment.equals(".."), path);
            }
            // Decoded slashes would make segments that the client did not send.
            assertTrue(count(path, '/') <= count(sent.split("\\?", 2)[0], '/'), path);
        });
    }

    @Test
    void aPathThatWasEscapedWholeIsThePathItself() {
        Property.forAll(random -> anyText(random).replaceAll("[\u0000\\p{Cs}/%]", ""), text -> {
            String sent = "/" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
            RequestTarget target = RequestTarget.parse(sent);
            String expected = text.equals(".") || text.equals("..") ? "/" : "/" + text;
            assertEquals(expected, target == null ? null : target.path());
        });
    }

    @Test
    void argumentsAndCookiesAreFoundWhateverStandsAroundThem() {
        Property.forAll(random -> anyText(random) + "&x=1&" + anyText(random), query -> {
            String first = FormText.first(query, "x");
            assertTrue(first != null, query);
        });
        Property.forAll(random -> anyText(random) + ";x=1;" + anyText(random), cookies -> {
            String first = CookieText.first(cookies, "x");
            assertTrue(first != null, cookies);
        });
        Property.forAll(RequestTextFuzzTest::anyText, text -> {
            assertNull(FormText.first(text, "absent"));
            assertNull(CookieText.first(text, "absent"));
        });
    }

    @Test
    void whatWasEncodedIsDecoded() {
        Property.forAll(RequestTextFuzzTest::anyArguments, arguments -> {
            String query = arguments.entrySet().stream()
                    .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                    .collect(Collectors.joining("&"));
            arguments.forEach((name, value) -> assertEquals(value, FormText.first(query, name), query));
        });
    }

    @Test
    void anExpressionIsAnsweredWhateverTheRequestHolds() {
        record Case(PlainRequest request, Variable variable, RequestTest test, Predicate<RouteRequest> model) {}
        Property.forAll(
                random -> {
                    var variable = Expressions.anyHeadVariable(random);
                    var expression = Expressions.any(random, _ -> variable);
                    var request = new PlainRequest(
                                    Pick.one(random, "GET", anyText(random)), anyText(random), "/" + anyText(random))
                            .asking(anyText(random))
                            .with(Map.of("cookie", "c=" + anyText(random), "x-a", anyText(random)));
                    return new Case(
                            request,
                            variable,
                            dev.logway.routing.Expressions.compiled(expression),
                            asked -> NaiveExpressions.holds(expression, asked));
                },
                it -> {
                    boolean held = it.test.holds(it.request);
                    // The JDK's decoder refuses malformed escapes, and its patterns see lone surrogates otherwise.
                    boolean comparable = it.variable.source() == Variable.Source.METHOD;
                    assertTrue(!comparable || held == it.model.test(it.request), it::toString);
                });
    }

    private static Map<String, String> anyArguments(RandomGenerator random) {
        var arguments = new LinkedHashMap<String, String>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            arguments.put("n" + whole(anyText(random)), whole(anyText(random)));
        }
        return arguments;
    }

    /** Without halves of characters, which no encoding has. */
    private static String whole(String text) {
        return text.replaceAll("\\p{Cs}", "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static long count(String text, char c) {
        return text.chars().filter(each -> each == c).count();
    }
}
