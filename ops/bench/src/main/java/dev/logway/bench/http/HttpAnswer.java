package dev.logway.bench.http;

import java.nio.charset.StandardCharsets;

/**
 * What a server said.
 *
 * @param revision the header {@code Logway-Revision}; -1 if there is none
 * @param body as UTF-8
 */
public record HttpAnswer(int status, long revision, String body) {
    static HttpAnswer of(ResponseFramer framer) {
        String revision = framer.header("logway-revision");
        return new HttpAnswer(
                framer.status(),
                revision.isEmpty() ? -1 : Long.parseLong(revision),
                new String(framer.content(), StandardCharsets.UTF_8));
    }

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }
}
