package dev.logway.domain.expression;

import static dev.logway.domain.Require.refusal;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a variable's value is compared. */
public enum Operator {
    /** Equal; a number is compared as a number. */
    EQUAL("==", Operands.ONE),
    NOT_EQUAL("~=", Operands.ONE),
    GREATER(">", Operands.ONE),
    AT_LEAST(">=", Operands.ONE),
    LESS("<", Operands.ONE),
    AT_MOST("<=", Operands.ONE),
    /** A regular expression is found in it. */
    MATCHES("~~", Operands.ONE),
    /** A regular expression is found in it, without case. */
    MATCHES_IGNORING_CASE("~*", Operands.ONE),
    /** One of several. */
    IN("in", Operands.LIST),
    /** A list that holds a value. */
    HAS("has", Operands.ONE),
    /** An address in one of several ranges. */
    IP_MATCH("ipmatch", Operands.LIST);

    /** How many values a comparison takes. */
    public enum Operands {
        ONE,
        LIST
    }

    private final String symbol;
    private final Operands operands;

    Operator(String symbol, Operands operands) {
        this.symbol = symbol;
        this.operands = operands;
    }

    /** @throws IllegalArgumentException if {@code symbol} stands for none; case does not count */
    public static Operator parse(String symbol) {
        String lower = symbol.toLowerCase(Locale.ROOT);
        for (Operator operator : values()) {
            if (operator.symbol.equals(lower)) {
                return operator;
            }
        }
        String known = Arrays.stream(values()).map(Operator::symbol).collect(Collectors.joining(", "));
        throw refusal("vars", symbol, "an operator: " + known);
    }

    public String symbol() {
        return symbol;
    }

    public Operands operands() {
        return operands;
    }
}
