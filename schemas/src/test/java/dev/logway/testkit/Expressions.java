package dev.logway.testkit;

import static dev.logway.testkit.Pick.chance;
import static dev.logway.testkit.Pick.distinct;
import static dev.logway.testkit.Pick.one;

import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.expression.Expression.Junction;
import dev.logway.domain.expression.Operator;
import dev.logway.domain.expression.Scalar;
import dev.logway.domain.expression.Variable;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Generated expressions over few variables and values, so that some of them hold. */
public final class Expressions {
    private static final int MAX_DEPTH = 3;

    private Expressions() {}

    /** An expression of every shape there is, on every variable. */
    public static Expression any(RandomGenerator random) {
        return any(random, Expressions::anyVariable);
    }

    /** An expression of every shape there is, on {@code variable}s. */
    public static Expression any(RandomGenerator random, Function<RandomGenerator, Variable> variable) {
        return any(random, variable, MAX_DEPTH);
    }

    private static Variable anyVariable(RandomGenerator random) {
        return chance(random, 80)
                ? anyHeadVariable(random)
                : Variable.parse(one(random, "post_arg_f", "post_arg.a", "post_arg.a.b[0]", "post_arg.list[*].c"));
    }

    /** A variable that needs no body. */
    public static Variable anyHeadVariable(RandomGenerator random) {
        return Variable.parse(one(
                random,
                "arg_x",
                "arg_y",
                "http_x_a",
                "http_host",
                "cookie_c",
                "uri",
                "host",
                "remote_addr",
                "request_method"));
    }

    private static Expression any(RandomGenerator random, Function<RandomGenerator, Variable> variable, int depth) {
        if (depth > 1 && chance(random, 40)) {
            List<Expression> operands = IntStream.range(0, random.nextInt(2, 4))
                    .mapToObj(_ -> any(random, variable, depth - 1))
                    .toList();
            return new Expression.Logical(one(random, Junction.values()), operands);
        }
        var comparison = anyComparison(random, variable.apply(random));
        return chance(random, 25) ? new Expression.Not(comparison) : comparison;
    }

    private static Comparison anyComparison(RandomGenerator random, Variable variable) {
        Operator operator = one(random, Operator.values());
        return new Comparison(
                variable,
                operator,
                switch (operator) {
                    case EQUAL, NOT_EQUAL -> List.of(chance(random, 20) ? new Scalar.Absent() : anyScalar(random));
                    case HAS -> List.of(anyScalar(random));
                    case GREATER, AT_LEAST, LESS, AT_MOST -> List.of(anyNumber(random));
                    case MATCHES, MATCHES_IGNORING_CASE ->
                        List.of(new Scalar.Text(
                                one(random, "^a", "B$", "[0-9]{1,3}", "a|b", "", "^/a/.+", "x\\.com", "é")));
                    case IN -> distinct(random, 1, 3, Expressions::anyScalar);
                    case IP_MATCH -> distinct(random, 1, 2, Expressions::anyRange);
                });
    }

    private static Scalar anyRange(RandomGenerator random) {
        return new Scalar.Text(one(random, "127.0.0.1", "10.0.0.0/8", "::/0", "2001:db8::/32"));
    }

    private static Scalar anyNumber(RandomGenerator random) {
        return new Scalar.Numeric(one(random, 0.0, 1.0, 2.0, -3.0, 1.5, 1e300));
    }

    private static Scalar anyScalar(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> anyNumber(random);
            case 1 -> new Scalar.Truth(random.nextBoolean());
            default ->
                new Scalar.Text(one(random, "a", "b", "ab", "", "1", "/a/b", "GET", "x.com", "10.0.0.7", "ü\"\n"));
        };
    }
}
