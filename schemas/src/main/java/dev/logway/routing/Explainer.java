package dev.logway.routing;

import dev.logway.routing.Explanation.Considered;
import dev.logway.routing.Explanation.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes the way of a match and notes what it sees. Costs time in the number of routes on the path, whatever their host;
 * not for event loops. Used once, by one thread.
 */
final class Explainer<R> {
    private final RouteRequest request;
    private final int most;
    private final List<Considered<R>> considered = new ArrayList<>();
    private int omitted;
    private boolean taken;

    /** @param most how many candidates are named; the one that takes the request always is */
    Explainer(RouteRequest request, int most) {
        this.request = request;
        this.most = most;
    }

    /** @param group candidates that share their literal prefix; tried after those of the groups before */
    void add(List<Candidate<R>> group) {
        group.stream()
                .sorted((one, other) -> Candidate.compare(one, other, request))
                .forEach(this::judge);
    }

    Explanation<R> explanation() {
        return new Explanation<>(considered, omitted);
    }

    private void judge(Candidate<R> candidate) {
        String refusal = taken ? null : candidate.route().refusal(request);
        Verdict verdict = verdict(refusal);
        taken |= verdict == Verdict.TAKEN;
        if (considered.size() < most || verdict == Verdict.TAKEN) {
            considered.add(new Considered<>(candidate, verdict, refusal));
        } else {
            omitted++;
        }
    }

    private Verdict verdict(@Nullable String refusal) {
        if (taken) {
            return Verdict.NOT_REACHED;
        }
        return refusal == null ? Verdict.TAKEN : Verdict.PASSED_OVER;
    }
}
