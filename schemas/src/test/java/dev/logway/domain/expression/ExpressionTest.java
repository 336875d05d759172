package dev.logway.domain.expression;

import static java.util.Collections.nCopies;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.expression.Expression.Junction;
import dev.logway.domain.expression.Expression.Logical;
import dev.logway.domain.expression.Expression.Not;
import dev.logway.testkit.Thrown;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Comparison SOME = comparison("arg_x", "==", text("a"));

    private static Comparison comparison(String variable, String operator, Scalar... operands) {
        return new Comparison(Variable.parse(variable), Operator.parse(operator), List.of(operands));
    }

    private static Scalar text(String value) {
        return new Scalar.Text(value);
    }

    private static Scalar number(double value) {
        return new Scalar.Numeric(value);
    }

    private static void refused(String message, Executable making) {
        String refusal = Thrown.message(IllegalArgumentException.class, making);
        assertTrue(refusal.contains(message), refusal);
    }

    @Test
    void itsTextIsTheJsonThatStandsForIt() {
        var inner = new Logical(
                Junction.NOT_OR,
                List.of(
                        comparison("http_X-Api", ">", text("1.50")),
                        new Not(comparison("cookie_c", "in", text("a\"\\\n"), number(2), new Scalar.Truth(true)))));
        var whole = new Logical(
                Junction.AND,
                List.of(
                        inner,
                        comparison("remote_addr", "IPMATCH", text("10.1.2.3/8")),
                        comparison("arg_x", "~=", new Scalar.Absent())));
        assertEquals(
                "[\"AND\", [\"!OR\", [\"http_x_api\", \">\", 1.5], "
                        + "[\"cookie_c\", \"!\", \"in\", [\"a\\\"\\\\\\u000a\", 2, true]]], "
                        + "[\"remote_addr\", \"ipmatch\", [\"10.0.0.0/8\"]], [\"arg_x\", \"~=\", null]]",
                whole.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "arg_a.b, ARGUMENT, a.b",
        "http_X-Foo, HEADER, x_foo",
        "cookie_SID, COOKIE, SID",
        "post_arg_a, FORM_FIELD, a",
        "post_arg.a.b[0][*].c, BODY_PATH, a.b[0][*].c",
        "uri, URI, ''",
        "host, HOST, ''",
        "remote_addr, REMOTE_ADDRESS, ''",
        "request_method, METHOD, ''",
    })
    void aVariableIsASourceAndAName(String text, Variable.Source source, String name) {
        assertEquals(new Variable(source, name), Variable.parse(text));
        assertEquals(Variable.parse(text), Variable.parse(Variable.parse(text).toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arg",
                "arg_",
                "http_",
                "URI",
                "uri ",
                "graphql_name",
                "post_arg.",
                "post_arg.a..b",
                "post_arg.a[",
                "post_arg.a[]",
                "post_arg.a[x]",
                "post_arg.a[-1]",
                "post_arg.[0]",
                "post_arg.a[0]b",
                "post_arg.a]",
                "post_arg.*",
                "post_arg.a[1234567]"
            })
    void whatIsNoVariableIsRefused(String text) {
        refused("(expected: ", () -> Variable.parse(text));
    }

    @Test
    void aPathHasFewSteps() {
        assertEquals(16, BodyPath.parse("a" + "[0]".repeat(15)).steps().size());
        refused("(expected: a path of 1 to 16 steps)", () -> BodyPath.parse("a" + "[0]".repeat(16)));
    }

    @Test
    void operandsAreOfTheOperatorsKind() {
        refused("a number for >", () -> comparison("arg_x", ">", text("tall")));
        refused("a number for <=", () -> comparison("arg_x", "<=", new Scalar.Truth(true)));
        refused("a regular expression for ~~", () -> comparison("arg_x", "~~", number(1)));
        refused("an IPv4 or IPv6 address, or a range", () -> comparison("remote_addr", "ipmatch", text("10.0.0.0/33")));
        refused("texts, numbers, true or false", () -> comparison("arg_x", "in", new Scalar.Absent()));
        refused("one value for ==", () -> comparison("arg_x", "==", text("a"), text("b")));
        refused("1 to 256 values for in", () -> comparison("arg_x", "in"));
        refused(
                "1 to 256 values for in",
                () -> comparison("arg_x", "in", nCopies(257, text("a")).toArray(Scalar[]::new)));
        refused("an operator: ==, ~=, >, >=, <, <=, ~~, ~*, in, has, ipmatch", () -> Operator.parse("="));
        refused("at most 4096 characters", () -> text("x".repeat(4_097)));
        refused("a finite number", () -> number(Double.NaN));
    }

    @Test
    void aTreeIsNeitherDeepNorLarge() {
        refused("at least 2 for OR", () -> new Logical(Junction.OR, List.of(SOME)));
        Expression deep = SOME;
        for (int i = 1; i < Expression.MAX_DEPTH; i++) {
            deep = new Logical(Junction.OR, List.of(SOME, deep));
        }
        var deepest = deep;
        assertEquals(8, deepest.depth());
        refused("at most 8 levels", () -> new Logical(Junction.OR, List.of(SOME, deepest)));
        assertDoesNotThrow(() -> new Logical(Junction.AND, nCopies(255, SOME)));
        refused("at most 256 comparisons", () -> new Logical(Junction.AND, nCopies(256, SOME)));
    }

    @Test
    void aJunctionIsKnownWithoutCase() {
        assertEquals(Optional.of(Junction.NOT_AND), Junction.parse("!and"));
        assertEquals(Optional.empty(), Junction.parse("XOR"));
    }

    @Test
    void itKnowsWhetherItReadsTheBody() {
        assertFalse(new Logical(Junction.OR, List.of(SOME, new Not(SOME))).readsBody());
        assertTrue(new Logical(Junction.OR, List.of(SOME, comparison("post_arg.a", "==", text("b")))).readsBody());
        assertTrue(new Not(comparison("post_arg_a", "==", text("b"))).readsBody());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "abc, 3",
        "a{10}, 11",
        "'a{2,10}b', 12",
        "'(ab){10}', 33",
        "[a-z]{1}, 2",
        "[]a]{5}, 6",
        "[^]]{5}, 6",
        "\\Q(a{3}\\E, 5",
        "\\d{3}, 4",
        "a{x}, 4",
    })
    void theSizeOfARegularExpressionIsSeenBeforeItIsCompiled(String regex, long size) {
        assertEquals(size, RegexSize.of(regex));
    }

    @Test
    void aRegularExpressionThatExplodesIsRefused() {
        for (String bomb : List.of(
                "((a{1000}){1000}){1000}",
                "(?:(?:x{99}){99}){99}",
                "[[:alpha:]]{1000}{1000}",
                "a{1,1000}b",
                "(" + "a{9}".repeat(200) + ")")) {
            refused("when its repetitions are written out", () -> comparison("uri", "~~", text(bomb)));
        }
        refused("at most 1024 characters", () -> comparison("uri", "~~", text("a".repeat(1_025))));
        assertDoesNotThrow(() -> comparison("uri", "~*", text("^/v[0-9]+/(?:orders|users)/[a-f0-9]{8,64}$")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "007, 7",
        "-12, -12",
        "+3, 3",
        "1.5, 1.5",
        ".5, 0.5",
        "5., 5",
        "1e3, 1000",
        "1E-2, 0.01",
        "12345678901234567890, 12345678901234567890"
    })
    void aDecimalIsRead(String text, double number) {
        assertEquals(number, Decimal.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1 ",
                "a",
                "-",
                "+",
                ".",
                "e5",
                "1e",
                "1e+",
                "1.2.3",
                "0x10",
                "1d",
                "1f",
                "NaN",
                "Infinity",
                "1e999",
                "--1",
                "٣",
                "1_000"
            })
    void whatIsNoDecimalIsNoNumber(String text) {
        assertTrue(Double.isNaN(Decimal.parse(text)), text);
    }

    @Test
    void aWholeNumberIsWrittenWithoutPoint() {
        assertEquals("3", number(3.0).toString());
        assertEquals("0", number(-0.0).toString());
        assertEquals("1.0E300", number(1e300).toString());
    }
}
