package dev.logway.routing;

import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.expression.Expression.Junction;
import dev.logway.domain.resource.RouteMatch;
import org.jspecify.annotations.Nullable;

/** What a route asks of a request beyond path and host, ready to be asked. Immutable. */
final class RouteConditions {
    private final RouteMatch match;
    private final int methods;
    private final @Nullable AddressSet addresses;
    private final RequestTest vars;

    /** @throws IllegalArgumentException if {@code match} holds what this edge cannot evaluate */
    RouteConditions(RouteMatch match) {
        this.match = match;
        this.methods = Methods.bits(match.methods());
        this.addresses = match.remoteAddresses().isEmpty() ? null : new AddressSet(match.remoteAddresses());
        this.vars = match.vars() == null ? RequestTest.ALWAYS : Expressions.compiled(match.vars());
    }

    /** The methods as {@link Methods#bits} gives them. */
    int methods() {
        return methods;
    }

    /** Whether nothing but the method is asked for. */
    boolean areMethodsAlone() {
        return addresses == null && match.vars() == null;
    }

    boolean admitBeyondMethods(RouteRequest request) {
        return (addresses == null || addresses.contains(request.remoteAddress())) && vars.holds(request);
    }

    /** Why {@code request} is not admitted, for people; null if it is. */
    @Nullable
    String refusal(RouteRequest request) {
        if (!admitsMethod(request)) {
            return "methods: " + request.method() + " is not in " + match.methods();
        }
        if (addresses != null && !addresses.contains(request.remoteAddress())) {
            return "remote_addrs: " + request.remoteAddress() + " is not in " + match.remoteAddresses();
        }
        return match.vars() == null ? null : refusal(match.vars(), request);
    }

    private boolean admitsMethod(RouteRequest request) {
        return methods == Methods.ANY || (methods & request.methodBit()) != 0;
    }

    private static @Nullable String refusal(Expression expression, RouteRequest request) {
        if (Expressions.compiled(expression).holds(request)) {
            return null;
        }
        if (expression instanceof Expression.Logical logical && logical.junction() == Junction.AND) {
            for (Expression operand : logical.operands()) {
                String refusal = refusal(operand, request);
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        String value = switch (expression) {
            case Comparison comparison -> value(comparison, request);
            case Expression.Not(Comparison comparison) -> value(comparison, request);
            case Expression.Logical _ -> "";
        };
        return "vars: " + expression + " does not hold" + value;
    }

    private static String value(Comparison comparison, RouteRequest request) {
        Object value = Variables.reader(comparison.variable()).read(request);
        return "; " + comparison.variable() + " is " + (value == null ? "absent" : "\"" + value + "\"");
    }
}
