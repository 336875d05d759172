package dev.logway.api.http;

import dev.logway.api.log.NotAppendedException;
import dev.logway.api.log.NotAppendedException.Fate;
import dev.logway.domain.command.CommandId;
import java.util.concurrent.TimeoutException;

/** The problems of commands whose outcome is not known: each names its command, and whether it may still be decided. */
final class Undecided {
    private Undecided() {}

    /** The group's topic could not be made, so the command was not sent. */
    static ApiException withoutTopic(CommandId id, Throwable failure) {
        ApiException problem = failure instanceof TimeoutException
                ? new ApiException(ProblemType.LOG_UNREACHABLE, "the group's topic could not be made in time")
                : Failures.problem(failure);
        return closed(id, problem);
    }

    /** The log did not confirm the command. */
    static ApiException notAppended(CommandId id, Throwable failure) {
        Fate fate = failure instanceof NotAppendedException refused ? refused.fate() : Fate.UNKNOWN;
        String cause =
                failure instanceof NotAppendedException ? String.valueOf(failure.getMessage()) : "no answer in time";
        return switch (fate) {
            case REFUSED ->
                closed(id, new ApiException(ProblemType.COMMAND_TOO_LARGE, "the log refused the command: " + cause));
            case NEVER_SENT ->
                closed(
                        id,
                        new ApiException(
                                ProblemType.LOG_UNREACHABLE,
                                "the command could not be sent to the log (" + cause + "); it changes nothing"));
            case UNKNOWN ->
                open(
                        id,
                        new ApiException(
                                ProblemType.LOG_UNREACHABLE,
                                "the log did not confirm the command (" + cause + "); it may still be decided: ask GET"
                                        + " /v1/commands/" + id));
        };
    }

    /** The log has the command, and nobody decided it in time. */
    static ApiException withoutOutcome(CommandId id) {
        return open(
                id,
                new ApiException(
                        ProblemType.OUTCOME_UNKNOWN,
                        "the log has the command, but no outcome came in time; it may still be decided: ask GET"
                                + " /v1/commands/" + id));
    }

    private static ApiException open(CommandId id, ApiException problem) {
        problem.extra().put("may_still_be_decided", true);
        return about(id, problem);
    }

    private static ApiException closed(CommandId id, ApiException problem) {
        problem.extra().put("may_still_be_decided", false);
        return about(id, problem);
    }

    private static ApiException about(CommandId id, ApiException problem) {
        problem.extra().put("command_id", id.toString());
        return problem.header(Headers.COMMAND_ID, id);
    }
}
