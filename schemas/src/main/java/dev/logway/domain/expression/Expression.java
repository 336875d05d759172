package dev.logway.domain.expression;

import static dev.logway.domain.Require.require;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A condition on a request, in the language of lua-resty-expr. A tree of at most {@value #MAX_DEPTH} levels and
 * {@value #MAX_SIZE} parts. Its text is the JSON that stands for it.
 */
public sealed interface Expression permits Comparison, Expression.Not, Expression.Logical {
    int MAX_DEPTH = 8;
    int MAX_SIZE = 256;

    /** Levels: 1 for a comparison. */
    int depth();

    /** Comparisons and logical operators together. */
    int size();

    /** Whether anything of it looks into the body. */
    boolean readsBody();

    /** True where {@code comparison} is false. */
    record Not(Comparison comparison) implements Expression {
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
            return comparison.readsBody();
        }

        @Override
        public String toString() {
            return comparison.text("\"!\", ");
        }
    }

    /** How several expressions make one. */
    enum Junction {
        AND("AND"),
        OR("OR"),
        NOT_AND("!AND"),
        NOT_OR("!OR");

        private final String symbol;

        Junction(String symbol) {
            this.symbol = symbol;
        }

        /** The one that {@code symbol} stands for, without case. */
        public static Optional<Junction> parse(String symbol) {
            String upper = symbol.toUpperCase(Locale.ROOT);
            for (Junction junction : values()) {
                if (junction.symbol.equals(upper)) {
                    return Optional.of(junction);
                }
            }
            return Optional.empty();
        }

        public String symbol() {
            return symbol;
        }
    }

    /**
     * Several expressions as one.
     *
     * @param operands at least 2, evaluated in this order as far as needed
     */
    record Logical(Junction junction, List<Expression> operands) implements Expression {

        /** @throws IllegalArgumentException if there are too few operands, or the tree is too deep or too large */
        public Logical {
            operands = List.copyOf(operands);
            require(operands.size() >= 2, "vars", operands.size() + " operands", "at least 2 for " + junction.symbol);
            int depth = deepest(operands) + 1;
            require(depth <= MAX_DEPTH, "vars", depth + " levels", "at most 8 levels");
            int size = sum(operands) + 1;
            require(size <= MAX_SIZE, "vars", size + " parts", "at most 256 comparisons and logical operators");
        }

        @Override
        public int depth() {
            return deepest(operands) + 1;
        }

        @Override
        public int size() {
            return sum(operands) + 1;
        }

        @Override
        public boolean readsBody() {
            return operands.stream().anyMatch(Expression::readsBody);
        }

        @Override
        public String toString() {
            return operands.stream()
                    .map(Expression::toString)
                    .collect(Collectors.joining(", ", "[\"" + junction.symbol + "\", ", "]"));
        }

        private static int deepest(List<Expression> operands) {
            return operands.stream().mapToInt(Expression::depth).max().orElse(0);
        }

        private static int sum(List<Expression> operands) {
            return operands.stream().mapToInt(Expression::size).sum();
        }
    }
}
