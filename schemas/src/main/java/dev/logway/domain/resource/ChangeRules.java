package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a group may be changed.
 *
 * @param requiredApprovals how many others must approve each change; 0 to {@value #MAX_APPROVALS}
 * @param freezes windows in which nothing is changed, in the operator's order; at most {@value #MAX_FREEZES}
 */
public record ChangeRules(int requiredApprovals, List<Freeze> freezes) {
    public static final int MAX_APPROVALS = 5;
    public static final int MAX_FREEZES = 100;

    /** Every change is made when it is asked for. */
    public static final ChangeRules NONE = new ChangeRules(0, List.of());

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public ChangeRules {
        freezes = List.copyOf(freezes);
        require(
                requiredApprovals >= 0 && requiredApprovals <= MAX_APPROVALS,
                "approvals.required",
                requiredApprovals,
                "0 to 5");
        require(freezes.size() <= MAX_FREEZES, "freezes", freezes.size(), "at most 100 windows");
    }

    /** The window that is on {@code at} that time; of several, the one that lasts longest. */
    public Optional<Freeze> freezeAt(Instant at) {
        return freezes.stream()
                .filter(freeze -> freeze.isOn(at))
                .reduce((one, other) -> other.to().isAfter(one.to()) ? other : one);
    }
}
