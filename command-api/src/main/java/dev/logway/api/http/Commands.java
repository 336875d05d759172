package dev.logway.api.http;

import dev.logway.api.http.CommandOptions.Wait;
import dev.logway.api.http.Submitted.Reach;
import dev.logway.api.log.NotAppendedException;
import dev.logway.api.log.NotAppendedException.Fate;
import dev.logway.api.metrics.ApiMetrics;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes commands to the log and waits for what becomes of them, as far as the asker wants. */
final class Commands {
    private static final String MAY_STILL_BE_DECIDED = "may_still_be_decided";

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

    /** Fails with {@link ApiException} if the log does not take the command, or its outcome is not known in time. */
    Future<Submitted> submit(Ask ask) {
        return switch (ask.options().mode()) {
            case DRY_RUN -> offload.sized(ask.edits().size(), () -> plan(ask.command()));
            case CHANGE -> change(ask);
        };
    }

    private Submitted plan(Command command) {
        ScopeImage image = plane.images().get(command.scope());
        return switch (GroupDecider.decide(image, command, clock.instant())) {
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
        Command command = ask.command();
        return ensureTopic(ask)
                .compose(_ -> ask.options().awaited() == Wait.NONE ? append(command) : decide(ask))
                .onFailure(_ -> forget(command.id()));
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
                .recover(failure -> Future.failedFuture(withoutTopic(id, failure)));
    }

    private static ApiException withoutTopic(CommandId id, Throwable failure) {
        ApiException problem = failure instanceof TimeoutException
                ? new ApiException(ProblemType.LOG_UNREACHABLE, "the group's topic could not be made in time")
                : Failures.problem(failure);
        problem.extra().put(MAY_STILL_BE_DECIDED, false);
        return about(id, problem);
    }

    private Future<Submitted> append(Command command) {
        CompletableFuture<Event> outcome = plane.outcomes().expect(command.id());
        return appended(command, outcome)
                .timeout(limits.outcomeTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(notAppended(command.id(), failure)))
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
        CompletableFuture<Event> outcome = plane.outcomes().expect(command.id());
        Future<Void> appended = appended(command, outcome);
        Duration wait = deadline.atMost(limits.outcomeTimeout());
        return waiting(outcome, wait)
                .recover(failure -> Future.failedFuture(unknown(command.id(), appended, failure, wait)))
                .compose(event -> follow(ask, event, deadline));
    }

    private Future<Submitted> follow(Ask ask, Event event, Deadline deadline) {
        return switch (event.outcome().verdict()) {
            case Outcome.Rejected(long revision, List<Rejection> reasons) -> {
                metrics.decided("rejected");
                yield Future.succeededFuture(new Submitted.Refused(Submitted.first(event), revision, reasons));
            }
            case Outcome.Accepted accepted -> {
                metrics.decided(event.outcome() instanceof Outcome.Repeated ? "repeated" : "accepted");
                yield show(ask, event, accepted, deadline);
            }
        };
    }

    private Future<Submitted> show(Ask ask, Event event, Outcome.Accepted accepted, Deadline deadline) {
        return waiting(
                        plane.images().await(event.scope(), accepted.revision()),
                        deadline.atMost(limits.outcomeTimeout()))
                .compose(image -> reach(ask, accepted, deadline)
                        .<Submitted>map(reach -> new Submitted.Done(event, accepted, image, reach)))
                .recover(failure -> failure instanceof TimeoutException
                        ? Future.succeededFuture(new Submitted.Behind(
                                event,
                                accepted,
                                plane.images().get(event.scope()).revision()))
                        : Future.failedFuture(failure));
    }

    private Future<Reach> reach(Ask ask, Outcome.Accepted accepted, Deadline deadline) {
        if (ask.options().awaited() != Wait.APPLIED) {
            return Future.succeededFuture(new Reach.NotAsked());
        }
        String group = ask.command().scope().name();
        return waiting(plane.fleet().awaitApplied(group, accepted.revision()), deadline.left())
                .<Reach>map(instances -> new Reach.Everywhere(instances.size()))
                .recover(failure -> failure instanceof TimeoutException
                        ? Future.succeededFuture(new Reach.Partial(plane.fleet().lagging(group, accepted.revision())))
                        : Future.failedFuture(failure));
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

    private ApiException unknown(CommandId id, Future<Void> appended, Throwable failure, Duration waited) {
        if (!(failure instanceof TimeoutException) || !appended.succeeded()) {
            return notAppended(id, failure);
        }
        metrics.decided("unknown");
        var problem = new ApiException(
                ProblemType.OUTCOME_UNKNOWN,
                "the log has the command, but no outcome came within " + waited.toMillis()
                        + " ms; it may still be decided: ask GET /v1/commands/" + id);
        problem.extra().put(MAY_STILL_BE_DECIDED, true);
        return about(id, problem);
    }

    private ApiException notAppended(CommandId id, Throwable failure) {
        metrics.decided("unreachable");
        Fate fate = failure instanceof NotAppendedException refused ? refused.fate() : Fate.UNKNOWN;
        String cause =
                failure instanceof NotAppendedException ? String.valueOf(failure.getMessage()) : "no answer in time";
        return switch (fate) {
            case REFUSED ->
                about(id, new ApiException(ProblemType.COMMAND_TOO_LARGE, "the log refused the command: " + cause));
            case NEVER_SENT, UNKNOWN -> {
                boolean open = fate == Fate.UNKNOWN;
                var problem = new ApiException(
                        ProblemType.LOG_UNREACHABLE,
                        "the log did not confirm the command (" + cause + "); "
                                + (open
                                        ? "it may still be decided: ask GET /v1/commands/" + id
                                        : "it was not sent and changes nothing"));
                problem.extra().put(MAY_STILL_BE_DECIDED, open);
                yield about(id, problem);
            }
        };
    }

    private static ApiException about(CommandId id, ApiException problem) {
        problem.extra().put("command_id", id.toString());
        return problem.header(Headers.COMMAND_ID, id);
    }
}
