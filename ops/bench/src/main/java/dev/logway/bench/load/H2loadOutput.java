package dev.logway.bench.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What h2load prints at its end. It knows no percentiles, only smallest, largest and mean. Source: nghttp2 1.52 and
 * 1.64.
 */
final class H2loadOutput {
    private static final Pattern RATE = Pattern.compile("(?m)^finished in .*, ([\\d.]+) req/s,");
    private static final Pattern REQUESTS = Pattern.compile(
            "(?m)^requests: \\d+ total, \\d+ started, (\\d+) done, \\d+ succeeded, (\\d+) failed, (\\d+) errored, (\\d+) timeout");
    private static final Pattern STATUSES =
            Pattern.compile("(?m)^status codes: (\\d+) 2xx, (\\d+) 3xx, (\\d+) 4xx, (\\d+) 5xx");

    private H2loadOutput() {}

    /** @throws IllegalArgumentException if a figure is missing */
    static Rate parse(String output) {
        Matcher requests = required(REQUESTS, output);
        Matcher statuses = required(STATUSES, output);
        // An errored or timed out request is a failed one as well, and an answer of 4xx or 5xx too.
        long failures = Math.max(number(requests, 2), number(statuses, 2) + number(statuses, 3) + number(statuses, 4));
        return new Rate(
                number(requests, 1), Double.parseDouble(required(RATE, output).group(1)), null, failures);
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }

    private static Matcher required(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalArgumentException("output of h2load: no '" + pattern + "' in:\n" + output);
        }
        return matcher;
    }
}
