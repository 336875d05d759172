package dev.logway.api.http;

import dev.logway.api.json.InvalidDocumentException;
import dev.logway.api.json.MalformedJsonException;
import dev.logway.api.json.Times;
import dev.logway.api.log.Extent;
import dev.logway.api.log.HistoryUnavailableException;
import dev.logway.api.log.UnknownMomentException;
import dev.logway.log.LogUnreachableException;
import dev.logway.log.TopicMismatchException;
import dev.logway.replay.ReplayException;
import dev.logway.secret.SecretException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a handler failed with into the problem to answer with. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static ApiException problem(Throwable failure) {
        return switch (failure) {
            case ApiException problem -> problem;
            case MalformedJsonException malformed -> malformed(malformed);
            case InvalidDocumentException invalid -> invalid(invalid);
            case HistoryUnavailableException unavailable ->
                new ApiException(ProblemType.HISTORY_UNAVAILABLE, String.valueOf(unavailable.getMessage()));
            case UnknownMomentException unknown -> unknown(unknown);
            case ReplayException damaged -> {
                LOG.error("A history does not fold to what it says", damaged);
                yield new ApiException(
                        ProblemType.HISTORY_DAMAGED,
                        damaged.getMessage() + "; ./logway verify finds the first record that is wrong");
            }
            case SecretException unreadable ->
                new ApiException(ProblemType.SECRET_UNREADABLE, String.valueOf(unreadable.getMessage()));
            case LogUnreachableException unreachable ->
                new ApiException(ProblemType.LOG_UNREACHABLE, String.valueOf(unreachable.getMessage()));
            case TopicMismatchException mismatch ->
                new ApiException(ProblemType.NOT_READY, String.valueOf(mismatch.getMessage()));
            default -> {
                LOG.error("A request failed", failure);
                yield new ApiException(ProblemType.INTERNAL_ERROR, "the request failed here; the log says why");
            }
        };
    }

    private static ApiException unknown(UnknownMomentException unknown) {
        var problem = new ApiException(ProblemType.UNKNOWN_MOMENT, String.valueOf(unknown.getMessage()));
        Extent extent = unknown.extent();
        if (extent != null) {
            problem.extra()
                    .putObject("first")
                    .put("revision", extent.firstRevision())
                    .put("at", Times.text(extent.firstAt()));
            problem.extra()
                    .putObject("last")
                    .put("revision", extent.lastRevision())
                    .put("at", Times.text(extent.lastAt()));
        }
        return problem;
    }

    private static ApiException malformed(MalformedJsonException malformed) {
        var problem = new ApiException(
                ProblemType.MALFORMED_JSON,
                "line " + malformed.line() + ", column " + malformed.column() + ": " + malformed.getMessage());
        problem.extra().put("line", malformed.line()).put("column", malformed.column());
        return problem;
    }

    private static ApiException invalid(InvalidDocumentException invalid) {
        int faults = invalid.problems().size() + invalid.omitted();
        var problem = new ApiException(
                ProblemType.INVALID_DOCUMENT,
                faults == 1 ? String.valueOf(invalid.getMessage()) : faults + " faults; see errors");
        problem.errors(invalid.problems());
        if (invalid.omitted() > 0) {
            problem.extra().put("errors_omitted", invalid.omitted());
        }
        return problem;
    }
}
