package dev.logway.api.http;

/** The names of the headers that this API speaks. */
final class Headers {
    static final String ALLOW = "Allow";
    static final String AUTHORIZATION = "Authorization";
    static final String CONTENT_TYPE = "Content-Type";
    static final String ETAG = "ETag";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String IF_MATCH = "If-Match";
    static final String IF_NONE_MATCH = "If-None-Match";
    static final String LAST_EVENT_ID = "Last-Event-ID";
    static final String LOCATION = "Location";
    static final String RETRY_AFTER = "Retry-After";
    static final String WWW_AUTHENTICATE = "WWW-Authenticate";
    static final String X_API_KEY = "X-API-KEY";

    /** The command that an answer is about. */
    static final String COMMAND_ID = "Logway-Command-Id";

    /** How many healthy instances serve the change. */
    static final String INSTANCES = "Logway-Instances";

    /** Where the pending change is that an answer is about. */
    static final String PENDING_CHANGE = "Logway-Pending-Change";

    /** Why a change is made. */
    static final String REASON = "Logway-Reason";

    /** Which instances serve the change, and how soon they did. */
    static final String RECEIPTS = "Logway-Receipts";

    /** The answer was given before, to a command with the same idempotency key. */
    static final String REPEATED = "Logway-Repeated";

    /** The scope's revision that an answer shows. */
    static final String REVISION = "Logway-Revision";

    private Headers() {}

    /** A revision as an entity tag. */
    static String etag(long revision) {
        return '"' + Long.toString(revision) + '"';
    }
}
