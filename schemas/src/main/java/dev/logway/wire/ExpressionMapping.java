package dev.logway.wire;

import static dev.logway.domain.Require.refusal;
import static dev.logway.domain.Require.require;

import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.expression.Expression.Junction;
import dev.logway.domain.expression.Operator;
import dev.logway.domain.expression.Scalar;
import dev.logway.domain.expression.Variable;
import dev.logway.wire.avro.ComparisonRecord;
import dev.logway.wire.avro.JunctionRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expressions between the domain and Avro, which has them as a list in prefix order: a schema that refers to itself
 * would let a record decide how deep a reader's stack goes.
 */
final class ExpressionMapping {
    private static final String NOT = "!";

    private ExpressionMapping() {}

    /** An empty list for null. */
    static List<Object> toAvro(@Nullable Expression expression) {
        var records = new ArrayList<Object>();
        if (expression != null) {
            append(expression, records);
        }
        return records;
    }

    /**
     * Null for an empty list.
     *
     * @throws IllegalArgumentException if {@code records} are not one expression
     */
    static @Nullable Expression toDomain(List<Object> records) {
        if (records.isEmpty()) {
            return null;
        }
        Iterator<Object> rest = records.iterator();
        Expression expression = next(rest, 1);
        require(!rest.hasNext(), "vars", records.size() + " records", "one expression");
        return expression;
    }

    private static void append(Expression expression, List<Object> records) {
        switch (expression) {
            case Comparison comparison -> records.add(toAvro(comparison));
            case Expression.Not(Comparison comparison) -> {
                records.add(new JunctionRecord(NOT, 1));
                records.add(toAvro(comparison));
            }
            case Expression.Logical(Junction junction, List<Expression> operands) -> {
                records.add(new JunctionRecord(junction.symbol(), operands.size()));
                operands.forEach(operand -> append(operand, records));
            }
        }
    }

    private static ComparisonRecord toAvro(Comparison comparison) {
        var operands = new ArrayList<Object>();
        for (Scalar operand : comparison.operands()) {
            operands.add(
                    switch (operand) {
                        case Scalar.Text(String value) -> value;
                        case Scalar.Numeric(double value) -> value;
                        case Scalar.Truth(boolean value) -> value;
                        case Scalar.Absent _ -> null;
                    });
        }
        return new ComparisonRecord(
                comparison.variable().toString(), comparison.operator().symbol(), operands);
    }

    private static Expression next(Iterator<Object> rest, int depth) {
        require(depth <= Expression.MAX_DEPTH, "vars", depth + " levels", "at most 8 levels");
        require(rest.hasNext(), "vars", "too few records", "as many operands as the operator says");
        return switch (rest.next()) {
            case ComparisonRecord comparison -> toDomain(comparison);
            case JunctionRecord junction
            when junction.getOperator().equals(NOT) -> {
                if (!rest.hasNext() || !(rest.next() instanceof ComparisonRecord comparison)) {
                    throw refusal("vars", NOT, "a comparison behind !");
                }
                yield new Expression.Not(toDomain(comparison));
            }
            case JunctionRecord junction -> toDomain(junction, rest, depth);
            case Object other -> throw new UndecodableException("unknown expression " + other.getClass());
        };
    }

    private static Expression toDomain(JunctionRecord record, Iterator<Object> rest, int depth) {
        Junction junction = Junction.parse(record.getOperator())
                .orElseThrow(() -> refusal("vars", record.getOperator(), "AND, OR, !AND, !OR or !"));
        var operands = new ArrayList<Expression>();
        for (int i = 0; i < record.getOperands(); i++) {
            operands.add(next(rest, depth + 1));
        }
        return new Expression.Logical(junction, operands);
    }

    private static Comparison toDomain(ComparisonRecord record) {
        var operands = new ArrayList<Scalar>();
        for (Object operand : record.getOperands()) {
            operands.add(
                    switch (operand) {
                        case null -> new Scalar.Absent();
                        case Boolean value -> new Scalar.Truth(value);
                        case Double value -> new Scalar.Numeric(value);
                        case Object value -> new Scalar.Text(value.toString());
                    });
        }
        return new Comparison(Variable.parse(record.getVariable()), Operator.parse(record.getOperator()), operands);
    }
}
