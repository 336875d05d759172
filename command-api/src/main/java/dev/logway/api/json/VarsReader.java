package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.expression.Expression.Junction;
import dev.logway.domain.expression.Operator;
import dev.logway.domain.expression.Scalar;
import dev.logway.domain.expression.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads expressions from JSON and names each fault where it stands. */
final class VarsReader {
    private static final String NOT = "!";
    private static final String COMPARISON =
            "a comparison such as [\"arg_page\", \">\", 1] or [\"arg_page\", \"!\", \"in\", [\"1\", \"2\"]]";

    private final Problems problems;

    VarsReader(Problems problems) {
        this.problems = problems;
    }

    /** The expression in {@code node}, a non-empty array at {@code pointer}; null if it is at fault. */
    @Nullable
    Expression whole(JsonNode node, String pointer) {
        JsonNode first = node.get(0);
        if (first.isTextual() && Junction.parse(first.textValue()).isEmpty()) {
            return fault(pointer, first, "comparisons in an array of their own, such as [[\"arg_page\", \">\", 1]]");
        }
        return expression(node, pointer, 1);
    }

    private @Nullable Expression expression(JsonNode node, String pointer, int depth) {
        if (!node.isArray() || node.isEmpty()) {
            return fault(pointer, node, COMPARISON + ", or an array of them");
        }
        if (depth > Expression.MAX_DEPTH) {
            return fault(pointer, node, "at most " + Expression.MAX_DEPTH + " levels of arrays");
        }
        if (!node.get(0).isTextual()) {
            return logical(Junction.AND, 0, node, pointer, depth);
        }
        var junction = Junction.parse(node.get(0).textValue());
        return junction.isPresent() ? logical(junction.get(), 1, node, pointer, depth) : comparison(node, pointer);
    }

    /** @param from the index of the first operand */
    private @Nullable Expression logical(Junction junction, int from, JsonNode node, String pointer, int depth) {
        var operands = new ArrayList<Expression>();
        boolean whole = true;
        for (int i = from; i < node.size(); i++) {
            Expression operand = expression(node.get(i), Pointers.child(pointer, i), depth + 1);
            whole &= operand != null;
            if (operand != null) {
                operands.add(operand);
            }
        }
        if (!whole) {
            return null;
        }
        boolean single = from == 0 && operands.size() == 1;
        return single ? operands.getFirst() : problems.guard(pointer, () -> new Expression.Logical(junction, operands));
    }

    private @Nullable Expression comparison(JsonNode node, String pointer) {
        boolean negated = node.size() == 4 && node.get(1).asText().equals(NOT);
        if (node.size() < 2 || node.size() > 4 || (node.size() == 4 && !negated)) {
            return fault(pointer, node, COMPARISON);
        }
        int operatorAt = negated ? 2 : 1;
        Variable variable = problems.guard(
                Pointers.child(pointer, 0), () -> Variable.parse(node.get(0).textValue()));
        boolean equality = node.size() == 2;
        Operator operator = equality
                ? Operator.EQUAL
                : problems.guard(
                        Pointers.child(pointer, operatorAt),
                        () -> Operator.parse(node.get(operatorAt).asText()));
        int valueAt = equality ? 1 : operatorAt + 1;
        String valuePointer = Pointers.child(pointer, valueAt);
        List<Scalar> operands = operands(node.get(valueAt), valuePointer);
        if (variable == null || operator == null || operands == null) {
            return null;
        }
        if (operator.operands() == Operator.Operands.ONE && node.get(valueAt).isArray()) {
            return fault(valuePointer, node.get(valueAt), "one value for " + operator.symbol());
        }
        if (operator == Operator.IN && !node.get(valueAt).isArray()) {
            return fault(valuePointer, node.get(valueAt), "an array of values for in");
        }
        Comparison comparison = problems.guard(valuePointer, () -> checked(variable, operator, operands));
        return comparison == null || !negated ? comparison : new Expression.Not(comparison);
    }

    private @Nullable List<Scalar> operands(JsonNode value, String pointer) {
        if (!value.isArray()) {
            Scalar scalar = scalar(value, pointer);
            return scalar == null ? null : List.of(scalar);
        }
        var operands = new ArrayList<Scalar>();
        for (int i = 0; i < value.size(); i++) {
            Scalar scalar = scalar(value.get(i), Pointers.child(pointer, i));
            if (scalar != null) {
                operands.add(scalar);
            }
        }
        return operands.size() == value.size() ? operands : null;
    }

    private @Nullable Scalar scalar(JsonNode value, String pointer) {
        return problems.guard(pointer, () -> switch (value.getNodeType()) {
            case STRING -> new Scalar.Text(value.textValue());
            case NUMBER -> new Scalar.Numeric(value.doubleValue());
            case BOOLEAN -> new Scalar.Truth(value.booleanValue());
            case NULL -> new Scalar.Absent();
            case ARRAY, OBJECT, MISSING, BINARY, POJO ->
                throw new IllegalArgumentException(Pointers.label(pointer) + ": " + value.getNodeType()
                        + " (expected: a text, a number, true, false or null)");
        });
    }

    private static Comparison checked(Variable variable, Operator operator, List<Scalar> operands) {
        var comparison = new Comparison(variable, operator, operands);
        switch (operator) {
            case MATCHES, MATCHES_IGNORING_CASE -> compile(((Scalar.Text) comparison.operand()).value());
            case EQUAL, NOT_EQUAL, GREATER, AT_LEAST, LESS, AT_MOST, IN, HAS, IP_MATCH -> {}
        }
        return comparison;
    }

    /** The edges have the same library; what it refuses never gets to them. */
    private static void compile(String regex) {
        try {
            Objects.requireNonNull(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "vars: " + regex + " (expected: a regular expression of RE2; " + e.getDescription() + ")", e);
        }
    }

    private @Nullable Expression fault(String pointer, JsonNode value, String expected) {
        String shown = value.isArray() ? "an array of " + value.size() : value.asText();
        problems.add(pointer, Pointers.label(pointer) + ": " + shown + " (expected: " + expected + ")");
        return null;
    }
}
