package dev.logway.routing;

import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.expression.Expression.Junction;
import dev.logway.domain.expression.Operator;
import dev.logway.domain.expression.Variable;
import java.util.List;

/** Expressions made ready for event loops. A variable is read when its comparison is reached, and not before. */
final class Expressions {
    private Expressions() {}

    /** @throws IllegalArgumentException if {@code expression} cannot be evaluated here */
    static RequestTest compiled(Expression expression) {
        return switch (expression) {
            case Comparison comparison -> comparison(comparison);
            case Expression.Not(Comparison comparison) -> {
                RequestTest test = comparison(comparison);
                yield request -> !test.holds(request);
            }
            case Expression.Logical(Junction junction, List<Expression> operands) ->
                logical(junction, operands.stream().map(Expressions::compiled).toArray(RequestTest[]::new));
        };
    }

    private static RequestTest comparison(Comparison comparison) {
        if (comparison.variable().source() == Variable.Source.REMOTE_ADDRESS
                && comparison.operator() == Operator.IP_MATCH) {
            AddressSet addresses = ValueTest.addresses(comparison);
            return request -> addresses.contains(request.remoteAddress());
        }
        Variables.Reader reader = Variables.reader(comparison.variable());
        ValueTest test = ValueTest.of(comparison);
        return request -> test.accepts(reader.read(request));
    }

    private static RequestTest logical(Junction junction, RequestTest[] operands) {
        return switch (junction) {
            case AND -> request -> all(operands, request);
            case OR -> request -> any(operands, request);
            case NOT_AND -> request -> !all(operands, request);
            case NOT_OR -> request -> !any(operands, request);
        };
    }

    private static boolean all(RequestTest[] operands, RouteRequest request) {
        for (RequestTest operand : operands) {
            if (!operand.holds(request)) {
                return false;
            }
        }
        return true;
    }

    private static boolean any(RequestTest[] operands, RouteRequest request) {
        for (RequestTest operand : operands) {
            if (operand.holds(request)) {
                return true;
            }
        }
        return false;
    }
}
