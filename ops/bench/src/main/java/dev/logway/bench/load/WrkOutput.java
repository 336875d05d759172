package dev.logway.bench.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What wrk prints with {@code --latency}. Source: wrk 4.1.0 and 4.2.0. */
final class WrkOutput {
    private static final Pattern REQUESTS = Pattern.compile("(?m)^\\s*(\\d+) requests in ");
    private static final Pattern RATE = Pattern.compile("(?m)^Requests/sec:\\s+([\\d.]+)");
    private static final Pattern MEDIAN = Pattern.compile("(?m)^\\s+50%\\s+([\\d.]+)([a-z]+)");
    private static final Pattern TAIL = Pattern.compile("(?m)^\\s+99%\\s+([\\d.]+)([a-z]+)");
    private static final Pattern STATUSES = Pattern.compile("(?m)^\\s*Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern SOCKETS =
            Pattern.compile("(?m)^\\s*Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

    private WrkOutput() {}

    /** @throws IllegalArgumentException if a figure is missing */
    static Rate parse(String output) {
        return new Rate(
                Long.parseLong(required(REQUESTS, output).group(1)),
                Double.parseDouble(required(RATE, output).group(1)),
                new Rate.Quantiles(millis(required(MEDIAN, output)), millis(required(TAIL, output))),
                failures(output));
    }

    private static long failures(String output) {
        long failures = 0;
        Matcher statuses = STATUSES.matcher(output);
        if (statuses.find()) {
            failures += Long.parseLong(statuses.group(1));
        }
        Matcher sockets = SOCKETS.matcher(output);
        if (sockets.find()) {
            for (int i = 1; i <= sockets.groupCount(); i++) {
                failures += Long.parseLong(sockets.group(i));
            }
        }
        return failures;
    }

    private static double millis(Matcher time) {
        double value = Double.parseDouble(time.group(1));
        return switch (time.group(2)) {
            case "us" -> value / 1_000;
            case "ms" -> value;
            case "s" -> value * 1_000;
            case "m" -> value * 60_000;
            default -> throw new IllegalArgumentException("unit: " + time.group(2) + " (expected: us, ms, s or m)");
        };
    }

    private static Matcher required(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalArgumentException("output of wrk: no '" + pattern + "' in:\n" + output);
        }
        return matcher;
    }
}
