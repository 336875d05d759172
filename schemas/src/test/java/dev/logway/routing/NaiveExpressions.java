package dev.logway.routing;

import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.expression.Scalar;
import dev.logway.domain.net.CidrRange;
import dev.logway.domain.net.IpAddress;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions in the plainest way, with the JDK's own regular expressions and decoders. */
final class NaiveExpressions {
    private NaiveExpressions() {}

    static boolean holds(@Nullable Expression expression, RouteRequest request) {
        return switch (expression) {
            case null -> true;
            case Comparison comparison -> compare(comparison, value(comparison, request));
            case Expression.Not(Comparison comparison) -> !compare(comparison, value(comparison, request));
            case Expression.Logical(Expression.Junction junction, List<Expression> operands) -> {
                long held =
                        operands.stream().filter(each -> holds(each, request)).count();
                yield switch (junction) {
                    case AND -> held == operands.size();
                    case OR -> held > 0;
                    case NOT_AND -> held < operands.size();
                    case NOT_OR -> held == 0;
                };
            }
        };
    }

    private static boolean compare(Comparison comparison, @Nullable String value) {
        Scalar first = comparison.operands().getFirst();
        return switch (comparison.operator()) {
            case EQUAL -> equal(value, first);
            case NOT_EQUAL -> !equal(value, first);
            case GREATER -> isNumber(value) && number(value).compareTo(bound(first)) > 0;
            case AT_LEAST -> isNumber(value) && number(value).compareTo(bound(first)) >= 0;
            case LESS -> isNumber(value) && number(value).compareTo(bound(first)) < 0;
            case AT_MOST -> isNumber(value) && number(value).compareTo(bound(first)) <= 0;
            case MATCHES ->
                value != null && Pattern.compile(text(first)).matcher(value).find();
            case MATCHES_IGNORING_CASE ->
                value != null
                        && Pattern.compile(text(first), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                                .matcher(value)
                                .find();
            case IN -> comparison.operands().stream().anyMatch(operand -> equal(value, operand));
            case HAS -> false;
            case IP_MATCH -> {
                IpAddress address = value == null ? null : IpAddress.parseOrNull(value);
                yield address != null
                        && comparison.operands().stream()
                                .anyMatch(operand ->
                                        CidrRange.parse(text(operand)).contains(address));
            }
        };
    }

    private static boolean equal(@Nullable String value, Scalar operand) {
        return switch (operand) {
            case Scalar.Text(String text) -> text.equals(value);
            case Scalar.Numeric _ -> isNumber(value) && number(value).compareTo(bound(operand)) == 0;
            case Scalar.Truth _ -> false;
            case Scalar.Absent _ -> value == null;
        };
    }

    private static @Nullable String value(Comparison comparison, RouteRequest request) {
        String name = comparison.variable().name();
        return switch (comparison.variable().source()) {
            case ARGUMENT -> argument(request.query(), name);
            case HEADER -> request.header(name.replace('_', '-'));
            case COOKIE -> cookie(request.header("cookie"), name);
            case URI -> request.path();
            case HOST -> request.host().isEmpty() ? null : request.host();
            case REMOTE_ADDRESS -> request.remoteAddress().toString();
            case METHOD -> request.method();
            case FORM_FIELD, BODY_PATH -> throw new AssertionError(comparison);
        };
    }

    private static @Nullable String argument(@Nullable String query, String name) {
        return query == null
                ? null
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .filter(pair -> decoded(pair[0]).equals(name))
                        .map(pair -> pair.length == 1 ? "" : decoded(pair[1]))
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable String cookie(@Nullable String cookies, String name) {
        return cookies == null
                ? null
                : Arrays.stream(cookies.split(";"))
                        .map(String::strip)
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> pair.substring(name.length() + 1))
                        .findFirst()
                        .orElse(null);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static boolean isNumber(@Nullable String value) {
        return value != null && value.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    }

    private static BigDecimal number(@Nullable String value) {
        return new BigDecimal(String.valueOf(value));
    }

    private static BigDecimal bound(Scalar scalar) {
        return new BigDecimal(((Scalar.Numeric) scalar).value());
    }

    private static String text(Scalar scalar) {
        return ((Scalar.Text) scalar).value();
    }
}
