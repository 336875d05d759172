package dev.logway.routing;

import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Decimal;
import dev.logway.domain.expression.Scalar;
import dev.logway.domain.net.CidrRange;
import dev.logway.domain.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison asks of a variable's value, as lua-resty-expr does. A value is null if there is none, else a
 * {@link String}, {@link Double} or {@link Boolean}, or a {@link List} of these.
 */
@FunctionalInterface
interface ValueTest {

    boolean accepts(@Nullable Object value);

    /** @throws IllegalArgumentException if the comparison holds a regular expression that is none */
    static ValueTest of(Comparison comparison) {
        return switch (comparison.operator()) {
            case EQUAL -> equal(comparison.operand());
            case NOT_EQUAL -> {
                ValueTest equal = equal(comparison.operand());
                yield value -> !equal.accepts(value);
            }
            case GREATER -> {
                double bound = number(comparison);
                yield value -> number(value) > bound;
            }
            case AT_LEAST -> {
                double bound = number(comparison);
                yield value -> number(value) >= bound;
            }
            case LESS -> {
                double bound = number(comparison);
                yield value -> number(value) < bound;
            }
            case AT_MOST -> {
                double bound = number(comparison);
                yield value -> number(value) <= bound;
            }
            case MATCHES -> new RegexTest(text(comparison.operand()), RegexTest.Case.COUNTS);
            case MATCHES_IGNORING_CASE -> new RegexTest(text(comparison.operand()), RegexTest.Case.IGNORED);
            case IN -> in(comparison.operands());
            case HAS -> {
                ValueTest equal = equal(comparison.operand());
                yield value -> value instanceof List<?> list && any(list, equal);
            }
            case IP_MATCH -> {
                AddressSet addresses = addresses(comparison);
                yield value -> value instanceof String text && contains(addresses, text);
            }
        };
    }

    /** The ranges of an {@code ipmatch}. */
    static AddressSet addresses(Comparison comparison) {
        return new AddressSet(comparison.operands().stream()
                .map(operand -> CidrRange.parse(text(operand)))
                .toList());
    }

    private static ValueTest equal(Scalar operand) {
        return switch (operand) {
            case Scalar.Text(String text) -> text::equals;
            case Scalar.Numeric(double number) -> value -> number(value) == number;
            case Scalar.Truth(boolean truth) -> value -> value instanceof Boolean other && other == truth;
            case Scalar.Absent _ -> value -> value == null;
        };
    }

    private static ValueTest in(List<Scalar> operands) {
        ValueTest[] tests = operands.stream().map(ValueTest::equal).toArray(ValueTest[]::new);
        return value -> {
            for (ValueTest test : tests) {
                if (test.accepts(value)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static boolean any(List<?> list, ValueTest test) {
        for (Object element : list) {
            if (test.accepts(element)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(AddressSet addresses, String text) {
        IpAddress address = IpAddress.parseOrNull(text);
        return address != null && addresses.contains(address);
    }

    /** The value as a number; NaN, which compares with nothing, if it is none. */
    private static double number(@Nullable Object value) {
        return switch (value) {
            case Double number -> number;
            case String text -> Decimal.parse(text);
            case null, default -> Double.NaN;
        };
    }

    private static double number(Comparison comparison) {
        return ((Scalar.Numeric) comparison.operand()).value();
    }

    private static String text(Scalar operand) {
        return ((Scalar.Text) operand).value();
    }
}
