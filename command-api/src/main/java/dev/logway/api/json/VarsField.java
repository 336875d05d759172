package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.expression.Expression.Junction;
import dev.logway.domain.expression.Operator;
import dev.logway.domain.expression.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route's {@code vars}: an array of expressions, all of which must hold, or an operator with its expressions. An
 * empty one is none. A comparison of two parts is one for equality, as in lua-resty-expr.
 */
final class VarsField {
    private static final String NAME = "vars";
    private static final String NOT = "!";

    private VarsField() {}

    /** The expression; null if there is none or it is at fault. */
    static @Nullable Expression read(Fields fields) {
        JsonNode node = fields.raw(NAME);
        boolean isThere = node.isArray() && !node.isEmpty();
        return isThere ? new VarsReader(fields.problems()).whole(node, Pointers.child(fields.pointer(), NAME)) : null;
    }

    static void write(@Nullable Expression expression, ObjectNode document) {
        if (expression == null) {
            return;
        }
        if (expression instanceof Expression.Logical(Junction junction, List<Expression> operands)) {
            ArrayNode array = document.putArray(NAME);
            if (junction != Junction.AND) {
                array.add(junction.symbol());
            }
            operands.forEach(operand -> array.add(node(operand)));
        } else {
            document.putArray(NAME).add(node(expression));
        }
    }

    private static ArrayNode node(Expression expression) {
        ArrayNode array = Json.array();
        switch (expression) {
            case Comparison comparison -> {
                array.add(comparison.variable().toString());
                writeTest(comparison, array);
            }
            case Expression.Not(Comparison comparison) -> {
                array.add(comparison.variable().toString()).add(NOT);
                writeTest(comparison, array);
            }
            case Expression.Logical(Junction junction, List<Expression> operands) -> {
                array.add(junction.symbol());
                operands.forEach(operand -> array.add(node(operand)));
            }
        }
        return array;
    }

    private static void writeTest(Comparison comparison, ArrayNode array) {
        array.add(comparison.operator().symbol());
        ArrayNode values = comparison.operator().operands() == Operator.Operands.LIST ? array.addArray() : array;
        comparison.operands().forEach(operand -> add(operand, values));
    }

    private static void add(Scalar scalar, ArrayNode array) {
        switch (scalar) {
            case Scalar.Text(String value) -> array.add(value);
            case Scalar.Numeric number when number.isWhole() -> array.add((long) number.value());
            case Scalar.Numeric(double value) -> array.add(value);
            case Scalar.Truth(boolean value) -> array.add(value);
            case Scalar.Absent _ -> array.addNull();
        }
    }
}
