package dev.logway.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.expression.Expression.Junction;
import dev.logway.domain.expression.Operator;
import dev.logway.domain.expression.Scalar;
import dev.logway.domain.expression.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpressionsTest {
    private static final PlainRequest REQUEST = new PlainRequest("POST", "api.foo.com", "/orders/7")
            .from("10.0.0.7")
            .asking("page=10&name=json&empty&big=007")
            .with(Map.of("x-api-version", "v2", "cookie", "sid=abc; theme=dark"));

    private static Comparison comparison(String variable, String operator, @Nullable Object... values) {
        return new Comparison(
                Variable.parse(variable),
                Operator.parse(operator),
                Arrays.stream(values).map(ExpressionsTest::scalar).toList());
    }

    private static Scalar scalar(@Nullable Object value) {
        return switch (value) {
            case null -> new Scalar.Absent();
            case Boolean truth -> new Scalar.Truth(truth);
            case Number number -> new Scalar.Numeric(number.doubleValue());
            case Object text -> new Scalar.Text(text.toString());
        };
    }

    private static boolean holds(String variable, String operator, @Nullable Object... values) {
        return holds(REQUEST, variable, operator, values);
    }

    private static boolean holds(PlainRequest request, String variable, String operator, @Nullable Object... values) {
        return Expressions.compiled(comparison(variable, operator, values)).holds(request);
    }

    @Test
    void everyVariableIsRead() {
        assertTrue(holds("arg_name", "==", "json"));
        assertTrue(holds("http_x_api_version", "==", "v2"));
        assertTrue(holds("http_X-Api-Version", "==", "v2"));
        assertTrue(holds("cookie_theme", "==", "dark"));
        assertTrue(holds("uri", "==", "/orders/7"));
        assertTrue(holds("host", "==", "api.foo.com"));
        assertTrue(holds("remote_addr", "==", "10.0.0.7"));
        assertTrue(holds("request_method", "==", "POST"));
    }

    @Test
    void aNumberIsComparedAsANumberAndATextAsAText() {
        assertTrue(holds("arg_page", "==", 10));
        assertTrue(holds("arg_big", "==", 7));
        assertFalse(holds("arg_big", "==", "7"));
        assertTrue(holds("arg_page", ">", 9));
        assertTrue(holds("arg_page", ">", "9"));
        assertFalse(holds("arg_page", ">", 10));
        assertTrue(holds("arg_page", ">=", 10));
        assertTrue(holds("arg_page", "<", 10.5));
        assertTrue(holds("arg_page", "<=", 10));
        assertFalse(holds("arg_name", ">", 0));
        assertFalse(holds("arg_name", "<=", 0));
        assertTrue(holds("arg_name", "~=", 10));
    }

    @Test
    void anAbsentValueEqualsOnlyNull() {
        assertFalse(holds("arg_none", "==", ""));
        assertTrue(holds("arg_none", "~=", ""));
        assertTrue(holds("arg_none", "==", (Object) null));
        assertFalse(holds("arg_page", "==", (Object) null));
        assertTrue(holds("arg_page", "~=", (Object) null));
        assertFalse(holds("arg_none", "~~", ""));
        assertFalse(holds("arg_none", "<", 1));
        assertFalse(holds("arg_none", "in", "a"));
        assertFalse(holds("arg_none", "ipmatch", "0.0.0.0/0"));
        assertTrue(holds("arg_empty", "==", ""));
    }

    @Test
    void aRegularExpressionIsSearchedFor() {
        assertTrue(holds("arg_name", "~~", "so"));
        assertFalse(holds("arg_name", "~~", "^so"));
        assertFalse(holds("arg_name", "~~", "JSON"));
        assertTrue(holds("arg_name", "~*", "^JSON$"));
        assertTrue(holds("uri", "~~", "^/orders/[0-9]+$"));
    }

    @Test
    void listsAndAddresses() {
        assertTrue(holds("arg_name", "in", "xml", "json"));
        assertTrue(holds("arg_page", "in", 1, 10));
        assertFalse(holds("arg_name", "in", "xml"));
        assertFalse(holds("arg_name", "has", "json"), "a text is no list");
        assertTrue(holds("remote_addr", "ipmatch", "192.0.2.0/24", "10.0.0.0/8"));
        assertFalse(holds("remote_addr", "ipmatch", "192.0.2.0/24", "::/0"));
        assertFalse(holds("arg_name", "ipmatch", "0.0.0.0/0"));
    }

    @Test
    void bodiesAreLookedInto() {
        var json = REQUEST.carrying(
                new BufferedBody("{\"model\":\"m\",\"n\":7,\"tags\":[\"a\",2]}".getBytes(UTF_8), "application/json"));
        assertTrue(holds(json, "post_arg.model", "==", "m"));
        assertTrue(holds(json, "post_arg.n", ">", 6));
        assertTrue(holds(json, "post_arg.n", "==", 7));
        assertFalse(holds(json, "post_arg.n", "==", "7"));
        assertTrue(holds(json, "post_arg.tags", "has", "a"));
        assertTrue(holds(json, "post_arg.tags", "has", 2));
        assertFalse(holds(json, "post_arg.tags", "has", "b"));
        assertFalse(holds(json, "post_arg_model", "==", "m"));
        var form = REQUEST.carrying(new BufferedBody("a.b=1&f=2".getBytes(UTF_8), "application/x-www-form-urlencoded"));
        assertTrue(holds(form, "post_arg_f", "==", "2"));
        assertTrue(holds(form, "post_arg.f", "==", "2"));
        assertTrue(holds(form, "post_arg.a.b", "==", "1"));
        assertTrue(holds(REQUEST, "post_arg.a", "==", (Object) null));
    }

    @Test
    void operatorsJoinComparisons() {
        Expression yes = comparison("arg_name", "==", "json");
        Expression no = new Expression.Not(comparison("arg_name", "==", "json"));
        for (Junction junction : Junction.values()) {
            boolean both = junction == Junction.AND || junction == Junction.OR;
            assertEquals(both, joined(junction, yes, yes), junction + " of two that hold");
            boolean one = junction == Junction.OR || junction == Junction.NOT_AND;
            assertEquals(one, joined(junction, yes, no), junction + " of one that holds");
            assertEquals(one, joined(junction, no, yes), junction + " of another that holds");
            assertEquals(!both, joined(junction, no, no), junction + " of none");
        }
    }

    private static boolean joined(Junction junction, Expression... operands) {
        return Expressions.compiled(new Expression.Logical(junction, List.of(operands)))
                .holds(REQUEST);
    }

    @Test
    void whatIsNotReachedIsNotRead() {
        var test = Expressions.compiled(new Expression.Logical(
                Junction.OR, List.of(comparison("uri", "==", "/a"), comparison("http_x", "==", "b"))));
        var request = PlainRequest.get("/a").with(new Unread());
        assertTrue(test.holds(request));
        assertThrows(
                AssertionError.class, () -> test.holds(PlainRequest.get("/b").with(new Unread())));
    }

    /** Headers that nobody may look at. */
    private static final class Unread extends java.util.AbstractMap<String, String> {
        @Override
        public java.util.Set<Entry<String, String>> entrySet() {
            throw new AssertionError("read");
        }
    }

    @Test
    void aRegularExpressionIsMatchedInTimeLinearInTheText() {
        var test = Expressions.compiled(comparison("uri", "~~", "^(a+)+$"));
        assertFalse(test.holds(PlainRequest.get("a".repeat(4_000) + "!")), "a backtracking matcher would not return");
    }

    @Test
    void aRegularExpressionIsNotFoundInATextBeyondItsLimit() {
        var test = Expressions.compiled(comparison("uri", "~~", "b$"));
        assertTrue(test.holds(PlainRequest.get("a".repeat(RegexTest.MAX_TEXT - 1) + "b")));
        assertFalse(test.holds(PlainRequest.get("a".repeat(RegexTest.MAX_TEXT) + "b")));
    }

    @Test
    void whatThisEdgeCannotEvaluateIsRefused() {
        for (String regex : List.of("(", "(?=a)", "\\1", "[z-a]")) {
            var refused = assertThrows(
                    IllegalArgumentException.class, () -> Expressions.compiled(comparison("uri", "~~", regex)));
            assertTrue(String.valueOf(refused.getMessage()).contains("is no regular expression"), refused::toString);
        }
    }
}
