package dev.logway.domain.command;

import dev.logway.domain.image.Canaries;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Approvals;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Author;
import dev.logway.domain.resource.PendingChange.Expectation;
import dev.logway.domain.resource.PendingChange.Step;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** How a change comes to be tried by some instances. What it comes to is decided like any other pending change. */
final class CanaryRules {
    private CanaryRules() {}

    /**
     * A change that is to be tried.
     *
     * @param edits which the image takes
     */
    record Trying(Edits edits, Author author, Schedule schedule, Canary canary) {}

    /**
     * Lets the instances of {@code trying} serve it, unless the group is frozen or another change is being tried. What it
     * changes must stay as it is meanwhile: whoever tried it tried it with that.
     *
     * @param kept what must stay true besides
     * @param id of the pending change
     */
    static Decision begin(ScopeImage image, Trying trying, List<Expectation> kept, String id, Instant at) {
        ResourceKey key = PendingChange.key(id);
        var reasons = new ArrayList<Rejection>();
        PendingRules.frozen(PendingRules.rules(image), at, trying.author().breakGlass(), reasons);
        Canaries.underWay(image).ifPresent(other -> reasons.add(Refusals.canaryUnderWay(other.key())));
        if (!reasons.isEmpty()) {
            return GroupDecider.reject(reasons);
        }
        Edits edits = trying.edits();
        Author author = trying.author();
        if (edits.changes(PendingRules.without(image, key), author.actor(), at).isEmpty()) {
            return PendingRules.make(image, edits, author, trying.schedule(), id, at);
        }
        var expectations = new TreeMap<ResourceKey, Expectation>();
        kept.forEach(one -> expectations.put(one.key(), one));
        Conditions.kept(image, List.of(), edits.keys()).forEach(one -> expectations.put(one.key(), one));
        var tried = new PendingChange(
                id,
                author,
                edits.wanted(),
                List.copyOf(expectations.values()),
                Approvals.required(0),
                trying.schedule(),
                Step.PROMOTE,
                trying.canary().begun(at));
        Entry old = image.get(key).orElse(null);
        return new Decision.Accepted(List.of(Edits.defined(image, old, tried, author.actor(), at)));
    }
}
