package dev.logway.api.http;

import dev.logway.domain.command.Rejection;

/** The kinds of problems that answers report. Codes are public API and stay as they are. */
enum ProblemType {
    MALFORMED_JSON("malformed-json", 400, "The body is not JSON"),
    UNKNOWN_PARAMETER("unknown-parameter", 400, "A query parameter is unknown"),
    INVALID_PARAMETER("invalid-parameter", 400, "A query parameter is not valid"),
    INVALID_HEADER("invalid-header", 400, "A header is not valid"),
    MISSING_KEY("missing-key", 401, "A key is needed"),
    WRONG_KEY("wrong-key", 401, "The key is not known"),
    UNKNOWN_PATH("unknown-path", 404, "There is nothing at this path"),
    UNKNOWN_COMMAND("unknown-command", 404, "There is no outcome of this command"),
    UNKNOWN_MOMENT("unknown-moment", 404, "There is no such moment in the history"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The path does not take this method"),
    BODY_TOO_LARGE("body-too-large", 413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body's type is not taken"),
    INVALID_DOCUMENT("invalid-document", 422, "The document is not valid"),
    BAD_REQUEST("bad-request", 400, "The request is not valid HTTP"),
    URI_TOO_LONG("uri-too-long", 414, "The request line is too long"),
    HEADERS_TOO_LARGE("headers-too-large", 431, "The headers are too large"),
    INTERNAL_ERROR("internal-error", 500, "Something went wrong here"),
    NOT_READY("not-ready", 503, "This node is still reading the log"),
    OVERLOADED("overloaded", 503, "Too many commands are under way"),
    LOG_UNREACHABLE("log-unreachable", 503, "The log is not reachable"),
    OUTCOME_UNKNOWN("outcome-unknown", 503, "The command's outcome is not known in time"),
    HISTORY_DAMAGED("history-damaged", 500, "The history is not what it says"),
    HISTORY_UNAVAILABLE("history-unavailable", 503, "The history could not be read in time"),

    UNKNOWN_GROUP(Rejection.UNKNOWN_GROUP, 404, "There is no such group"),
    RESOURCE_NOT_FOUND(Rejection.RESOURCE_NOT_FOUND, 404, "There is no such resource"),
    NOTHING_TO_CHANGE("nothing-to-change", 409, "There is nothing left to change"),
    NOT_SAMPLED("not-sampled", 409, "The group keeps no requests"),
    CONFLICTING_CHANGES("conflicting-changes", 409, "Other changes stand in the way"),
    CHANGED_MEANWHILE("changed-meanwhile", 409, "The group changes too fast for this"),
    TOO_MANY_CHANGES("too-many-changes", 422, "This is too much for one change"),
    SECRET_UNREADABLE("secret-unreadable", 422, "A secret cannot be encrypted anew"),
    GROUP_NOT_EMPTY(Rejection.GROUP_NOT_EMPTY, 409, "The group still holds resources"),
    RESOURCE_IN_USE(Rejection.RESOURCE_IN_USE, 409, "The resource is still used"),
    TOO_MANY_DELETES(Rejection.TOO_MANY_DELETES, 409, "This would delete a large part of the group"),
    REVISION_MISMATCH(Rejection.REVISION_MISMATCH, 412, "The resource was changed meanwhile"),
    ALREADY_EXISTS(Rejection.ALREADY_EXISTS, 412, "The resource exists already"),
    UNKNOWN_REFERENCE(Rejection.UNKNOWN_REFERENCE, 422, "A resource that is referred to does not exist"),
    DUPLICATE_CHANGE(Rejection.DUPLICATE_CHANGE, 422, "A resource is changed twice"),
    WRONG_SCOPE(Rejection.WRONG_SCOPE, 422, "The resource belongs elsewhere"),
    TOO_MANY_RESOURCES(Rejection.TOO_MANY_RESOURCES, 422, "The group would hold too many resources"),
    IDEMPOTENCY_KEY_REUSED(Rejection.IDEMPOTENCY_KEY_REUSED, 422, "The idempotency key was used for something else"),
    COMMAND_TOO_LARGE(Rejection.COMMAND_TOO_LARGE, 413, "The change is too large"),
    UNDECODABLE_COMMAND(Rejection.UNDECODABLE_COMMAND, 500, "The command could not be read back"),
    UNDECIDABLE_COMMAND(Rejection.UNDECIDABLE_COMMAND, 500, "The command could not be decided"),
    NOT_A_DOCUMENT(Rejection.NOT_A_DOCUMENT, 422, "This is not put or deleted by a change"),
    INVALID_SCHEDULE(Rejection.INVALID_SCHEDULE, 422, "A change cannot have these times"),
    TOO_MANY_PENDING(Rejection.TOO_MANY_PENDING, 422, "Too many changes wait"),
    GROUP_FROZEN(Rejection.GROUP_FROZEN, 409, "The group is frozen"),
    NOT_PROPOSED(Rejection.NOT_PROPOSED, 409, "The change does not wait for an approval"),
    APPROVAL_BY_AUTHOR(Rejection.APPROVAL_BY_AUTHOR, 403, "Somebody else has to approve this"),
    APPROVAL_REQUIRED(Rejection.APPROVAL_REQUIRED, 409, "This would make a change stay that was not to stay"),
    CHANGED_SINCE_PROPOSED(Rejection.CHANGED_SINCE_PROPOSED, 409, "A resource was changed since this was proposed"),
    CHANGED_SINCE_TRIED(Rejection.CHANGED_SINCE_TRIED, 409, "A resource was changed since the canary began"),
    CANARY_UNDER_WAY(Rejection.CANARY_UNDER_WAY, 409, "Another change is being tried"),
    NO_CANARY(Rejection.NO_CANARY, 409, "The change is not being tried"),
    INVALID_CANARY(Rejection.INVALID_CANARY, 422, "This cannot be tried"),
    NO_INSTANCE_FOR_CANARY("no-instance-for-canary", 409, "There is no instance to try the change"),
    SCOPE_FROZEN(Rejection.SCOPE_FROZEN, 503, "The group takes no changes for now"),
    REFUSED("refused", 422, "The command was refused");

    private final String code;
    private final int status;
    private final String title;

    ProblemType(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The kind for a refusal's code; {@link #REFUSED} for those of a newer projector. */
    static ProblemType ofRejection(String code) {
        for (ProblemType type : values()) {
            if (type.code.equals(code)) {
                return type;
            }
        }
        return REFUSED;
    }
}
