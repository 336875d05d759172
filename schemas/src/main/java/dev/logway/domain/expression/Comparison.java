package dev.logway.domain.expression;

import static dev.logway.domain.Require.refusal;
import static dev.logway.domain.Require.require;

import dev.logway.domain.net.CidrRange;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A variable compared with values.
 *
 * @param operands one, or 1 to {@value #MAX_OPERANDS} where the operator takes a list; kept in the form that is shown:
 *     bounds as numbers, ranges of addresses as {@link CidrRange} writes them
 */
public record Comparison(Variable variable, Operator operator, List<Scalar> operands) implements Expression {
    public static final int MAX_OPERANDS = 256;

    /** @throws IllegalArgumentException if the operands are not of the operator's kind */
    public Comparison {
        int most = operator.operands() == Operator.Operands.ONE ? 1 : MAX_OPERANDS;
        require(
                !operands.isEmpty() && operands.size() <= most,
                "vars",
                operands.size() + " values",
                most == 1 ? "one value for " + operator.symbol() : "1 to 256 values for " + operator.symbol());
        operands = operands.stream().map(operand -> accepted(operator, operand)).toList();
    }

    /** A comparison with one value. */
    public static Comparison of(String variable, Operator operator, Scalar operand) {
        return new Comparison(Variable.parse(variable), operator, List.of(operand));
    }

    /** The only operand of an operator that takes one. */
    public Scalar operand() {
        return operands.getFirst();
    }

    @Override
    public int depth() {
        return 1;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public boolean readsBody() {
        return variable.source().isInBody();
    }

    @Override
    public String toString() {
        return text("");
    }

    /** @param negation stands before the operator */
    String text(String negation) {
        String values = operands.stream().map(Scalar::toString).collect(Collectors.joining(", "));
        return "[" + Quoted.of(variable.toString()) + ", " + negation + Quoted.of(operator.symbol()) + ", "
                + (operator.operands() == Operator.Operands.LIST ? "[" + values + "]" : values) + "]";
    }

    private static Scalar accepted(Operator operator, Scalar operand) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL, HAS -> operand;
            case IN -> {
                require(!(operand instanceof Scalar.Absent), "vars", operand, "texts, numbers, true or false for in");
                yield operand;
            }
            case GREATER, AT_LEAST, LESS, AT_MOST -> new Scalar.Numeric(bound(operator, operand));
            case MATCHES, MATCHES_IGNORING_CASE -> {
                if (!(operand instanceof Scalar.Text(String regex))) {
                    throw refusal("vars", operand, "a regular expression for " + operator.symbol());
                }
                RegexSize.require(regex);
                yield operand;
            }
            case IP_MATCH -> {
                String range = operand instanceof Scalar.Text(String text) ? text : operand.toString();
                yield new Scalar.Text(CidrRange.parse(range).toString());
            }
        };
    }

    private static double bound(Operator operator, Scalar operand) {
        double bound = switch (operand) {
            case Scalar.Numeric(double value) -> value;
            case Scalar.Text(String text) -> Decimal.parse(text);
            case Scalar.Truth _, Scalar.Absent _ -> Double.NaN;
        };
        require(!Double.isNaN(bound), "vars", operand, "a number for " + operator.symbol());
        return bound;
    }
}
