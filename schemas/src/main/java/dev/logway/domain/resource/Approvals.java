package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who approved a change, of how many who must.
 *
 * @param required 0 to {@value ChangeRules#MAX_APPROVALS}
 * @param given in the order they came, one for each approver
 */
public record Approvals(int required, List<Approval> given) {

    /**
     * That somebody approved.
     *
     * @param reason in the approver's words, or null
     * @param at by the broker's clock, in whole milliseconds
     */
    public record Approval(String actor, @Nullable String reason, Instant at) {}

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Approvals {
        given = List.copyOf(given);
        require(required >= 0 && required <= ChangeRules.MAX_APPROVALS, "required", required, "0 to 5");
        require(given.size() <= required, "approvals", given.size(), "at most as many as are required");
    }

    /** None given yet. */
    public static Approvals required(int required) {
        return new Approvals(required, List.of());
    }

    /** Whether nobody else has to approve. */
    public boolean areComplete() {
        return given.size() == required;
    }

    /** Whether {@code actor} has approved. */
    public boolean isFrom(String actor) {
        return given.stream().anyMatch(approval -> approval.actor().equals(actor));
    }

    /** These and one more. */
    public Approvals with(Approval approval) {
        var more = new ArrayList<>(given);
        more.add(approval);
        return new Approvals(required, more);
    }
}
