package dev.logway.api.http;

import java.time.Duration;

/**
 * What bounds a request.
 *
 * @param outcomeTimeout how long a command's outcome is waited for
 * @param outstanding how many commands may be waited for at once
 */
public record ApiLimits(Duration outcomeTimeout, int outstanding) {
    /** The largest body that is taken, in bytes. */
    static final long MAX_BODY_BYTES = 8L * 1024 * 1024;
}
