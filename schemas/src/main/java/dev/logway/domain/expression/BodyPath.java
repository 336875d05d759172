package dev.logway.domain.expression;

import static dev.logway.domain.Require.require;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a value stands in a JSON document: {@code model}, {@code messages[0].role}, {@code messages[*].content}.
 *
 * @param steps 1 to {@value #MAX_STEPS}
 */
public record BodyPath(List<Step> steps) {
    public static final int MAX_STEPS = 16;

    private static final String EXPECTED = "names between dots, each followed by [0] or [*] as needed";

    /** From a value to one inside of it. */
    public sealed interface Step {

        /** The member {@code name} of an object. */
        record Member(String name) implements Step {}

        /** The element {@code index} of an array, from 0. */
        record Element(int index) implements Step {}

        /** Every element of an array. */
        record EveryElement() implements Step {}
    }

    /** @throws IllegalArgumentException if there are too many steps, or none */
    public BodyPath {
        steps = List.copyOf(steps);
        require(
                !steps.isEmpty() && steps.size() <= MAX_STEPS,
                "vars",
                steps.size() + " steps",
                "a path of 1 to 16 steps");
    }

    /** @throws IllegalArgumentException if {@code text} is no path */
    public static BodyPath parse(String text) {
        var steps = new ArrayList<Step>();
        for (String part : text.split("\\.", -1)) {
            int bracket = part.indexOf('[');
            String name = bracket < 0 ? part : part.substring(0, bracket);
            require(!name.isEmpty() && name.indexOf(']') < 0 && name.indexOf('*') < 0, "vars", text, EXPECTED);
            steps.add(new Step.Member(name));
            for (int at = bracket; at >= 0 && at < part.length(); ) {
                int end = part.indexOf(']', at);
                require(part.charAt(at) == '[' && end > at, "vars", text, EXPECTED);
                steps.add(element(part.substring(at + 1, end), text));
                at = end + 1;
            }
        }
        return new BodyPath(steps);
    }

    private static Step element(String index, String text) {
        if (index.equals("*")) {
            return new Step.EveryElement();
        }
        boolean number =
                !index.isEmpty() && index.length() <= 6 && index.chars().allMatch(c -> c >= '0' && c <= '9');
        require(number, "vars", text, EXPECTED);
        return new Step.Element(Integer.parseInt(index));
    }
}
