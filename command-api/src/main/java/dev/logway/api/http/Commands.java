package dev.logway.api.http;

import dev.logway.api.http.Submitted.Reach;
import dev.logway.api.metrics.ApiMetrics;
import dev.logway.api.state.Coverage;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Decision;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.GroupDecider;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Group;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes commands to the log and waits for what becomes of them, as far as the asker wants. */
final class Commands {
    private final Vertx vertx;
    private final ControlPlane plane;
    private final ApiLimits limits;
    private final ApiMetrics metrics;
    private final InstantSource clock;
    private final Offload offload;

    Commands(Vertx vertx, ControlPlane plane, ApiLimits limits, ApiMetrics metrics, InstantSource clock) {
        this.vertx = vertx;
        this.plane = plane;
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
        this.offload = new Offload(vertx);
    }

    /**
     * Fails with or throws {@link ApiException} if what is waited for cannot come, the log does not take the command, or
     * its outcome is not known in time.
     */
    Future<Submitted> submit(Ask ask) {
        return switch (ask.options().mode()) {
            case DRY_RUN -> offload.sized(ask.edits().size(), () -> plan(ask.command()));
            case CHANGE -> change(ask);
        };
    }

    private Submitted plan(Command command) {
        ScopeImage image = plane.images().get(command.scope());
        return switch (GroupDecider.decide(image, command, clock.instant().truncatedTo(ChronoUnit.MILLIS))) {
            case Decision.Accepted(var changes) -> new Submitted.Planned(image, changes);
            case Decision.Rejected(var reasons) -> new Submitted.Refused(command.id(), image.revision(), reasons);
        };
    }

    private Future<Submitted> change(Ask ask) {
        if (plane.outcomes().outstanding() >= limits.outstanding()) {
            return Future.failedFuture(new ApiException(
                            ProblemType.OVERLOADED, limits.outstanding() + " commands are under way; try again later")
                    .header(Headers.RETRY_AFTER, 1));
        }
        requireZone(ask);
        Command command = ask.command();
        return ensureTopic(ask)
                .compose(_ -> ask.options().awaited() instanceof Awaited.Append ? append(command) : decide(ask))
                .onFailure(_ -> forget(command.id()));
    }

    /** A zone that no instance ever named is a slip, and nobody would answer for it. */
    private void requireZone(Ask ask) {
        SortedSet<String> zones = plane.fleet().zones(ask.command().scope().name());
        if (ask.options().awaited() instanceof Awaited.Receipts(Coverage.Zone(String zone), String wait)
                && !zones.contains(zone)) {
            throw Parameters.invalid(
                    "wait",
                    wait,
                    zones.isEmpty()
                            ? "no zone, because no instance of the group names one"
                            : "a zone of an instance of the group: " + String.join(", ", zones));
        }
    }

    /** The projector cannot publish a new group before the group's topic is there. */
    private Future<Void> ensureTopic(Ask ask) {
        boolean isGroup = ask.edits().stream()
                .anyMatch(edit -> edit instanceof Edit.Put(Group group)
                        && group.name().equals(ask.command().scope().name()));
        if (!isGroup) {
            return Future.succeededFuture();
        }
        CommandId id = ask.command().id();
        return plane.topics()
                .ensure(ask.command().scope())
                .timeout(limits.outcomeTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(Undecided.withoutTopic(id, failure)));
    }

    private Future<Submitted> append(Command command) {
        CompletableFuture<Event> outcome = plane.outcomes().expect(command.id());
        return appended(command, outcome)
                .timeout(limits.outcomeTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure ->
                        Future.failedFuture(told(Undecided.notAppended(command.id(), failure), "unreachable")))
                .<Submitted>map(_ -> new Submitted.Appended(command.id()))
                .onSuccess(_ -> vertx.setTimer(limits.outcomeTimeout().toMillis(), _ -> forget(command.id())));
    }

    /** Hands the command to the log; if that fails, {@code outcome} fails too. */
    private Future<Void> appended(Command command, CompletableFuture<Event> outcome) {
        metrics.appended();
        return plane.log().append(command).onFailure(outcome::completeExceptionally);
    }

    private Future<Submitted> decide(Ask ask) {
        Command command = ask.command();
        var deadline = new Deadline(ask.options().timeout());
        var decision = new Deadline(decisionTimeout(ask.options()));
        CompletableFuture<Event> outcome = plane.outcomes().expect(command.id());
        Future<Void> appended = appended(command, outcome);
        return waiting(outcome, decision.left())
                .recover(failure -> Future.failedFuture(unknown(command.id(), appended, failure)))
                .compose(event -> follow(ask, event, decision, deadline));
    }

    /** Who waits for the fleet is told of the decision however little time is left for the fleet. */
    private Duration decisionTimeout(CommandOptions options) {
        return options.awaited() instanceof Awaited.Receipts ? limits.outcomeTimeout() : options.timeout();
    }

    private Future<Submitted> follow(Ask ask, Event event, Deadline decision, Deadline deadline) {
        return switch (event.outcome().verdict()) {
            case Outcome.Rejected(long revision, List<Rejection> reasons) -> {
                metrics.decided("rejected");
                yield Future.succeededFuture(new Submitted.Refused(Submitted.first(event), revision, reasons));
            }
            case Outcome.Accepted accepted -> {
                metrics.decided(event.outcome() instanceof Outcome.Repeated ? "repeated" : "accepted");
                yield waiting(plane.images().await(event.scope(), accepted.revision()), decision.left())
                        .transform(shown -> shown.succeeded()
                                ? done(ask, event, accepted, shown.result(), deadline)
                                : Future.succeededFuture(behind(event, accepted)));
            }
        };
    }

    private Future<Submitted> done(
            Ask ask, Event event, Outcome.Accepted accepted, ScopeImage image, Deadline deadline) {
        return reach(ask, accepted, deadline).map(reach -> new Submitted.Done(event, accepted, image, reach));
    }

    private Submitted behind(Event event, Outcome.Accepted accepted) {
        return new Submitted.Behind(
                event, accepted, plane.images().get(event.scope()).revision());
    }

    private Future<Reach> reach(Ask ask, Outcome.Accepted accepted, Deadline deadline) {
        CommandOptions options = ask.options();
        if (!(options.awaited() instanceof Awaited.Receipts receipts)) {
            return Future.succeededFuture(new Reach.NotAsked());
        }
        return switch (options.telling()) {
            case LIVE -> Future.succeededFuture(new Reach.Followed(receipts));
            case ONCE -> {
                String group = ask.command().scope().name();
                long revision = accepted.revision();
                Coverage coverage = receipts.coverage();
                yield waiting(plane.fleet().await(group, revision, coverage), deadline.left())
                        .recover(failure -> failure instanceof TimeoutException
                                ? Future.succeededFuture(plane.fleet().standing(group, revision, coverage))
                                : Future.failedFuture(failure))
                        .map(standing -> new Reach.Told(receipts, standing));
            }
        };
    }

    /** The outcome of {@code stage} on this event loop; fails with {@link TimeoutException} after {@code wait}. */
    private <T> Future<T> waiting(CompletableFuture<T> stage, Duration wait) {
        return Future.fromCompletionStage(stage, vertx.getOrCreateContext())
                .timeout(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS)
                .onFailure(_ -> abandon(stage));
    }

    private static void abandon(CompletableFuture<?> stage) {
        stage.cancel(false);
    }

    private void forget(CommandId id) {
        plane.outcomes().forget(id);
    }

    private ApiException unknown(CommandId id, Future<Void> appended, Throwable failure) {
        boolean noOutcome = failure instanceof TimeoutException && appended.succeeded();
        return noOutcome
                ? told(Undecided.withoutOutcome(id), "unknown")
                : told(Undecided.notAppended(id, failure), "unreachable");
    }

    private ApiException told(ApiException problem, String outcome) {
        metrics.decided(outcome);
        return problem;
    }
}
