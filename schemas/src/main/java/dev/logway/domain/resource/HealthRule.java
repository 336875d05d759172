package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.HashSet;
import java.util.List;

/** When signs of a node's health change what is thought of it. Every success begins the count of failures anew, and the reverse. */
public record HealthRule(Healthy healthy, Unhealthy unhealthy) {
    public static final int MAX_COUNT = 254;
    public static final int MAX_STATUSES = 100;

    /**
     * What makes an unhealthy node healthy.
     *
     * @param statuses of answers that count as a success; each 200 to 599, once
     * @param successes in a row; 0 to {@value HealthRule#MAX_COUNT}, 0 for never
     */
    public record Healthy(List<Integer> statuses, int successes) {
        /** @throws IllegalArgumentException if a component is outside its documented range */
        public Healthy {
            statuses = List.copyOf(statuses);
            requireStatuses("healthy.http_statuses", statuses);
            requireCount("healthy.successes", successes);
        }
    }

    /**
     * What makes a healthy node unhealthy: so many failures of one kind in a row. Each 0 to {@value HealthRule#MAX_COUNT}, 0 for
     * never.
     *
     * @param statuses of answers that count as a failure; each 200 to 599, once
     * @param httpFailures answers of such a status
     * @param tcpFailures connections that failed or broke
     * @param timeouts waits that were too long
     */
    public record Unhealthy(List<Integer> statuses, int httpFailures, int tcpFailures, int timeouts) {
        /** @throws IllegalArgumentException if a component is outside its documented range */
        public Unhealthy {
            statuses = List.copyOf(statuses);
            requireStatuses("unhealthy.http_statuses", statuses);
            requireCount("unhealthy.http_failures", httpFailures);
            requireCount("unhealthy.tcp_failures", tcpFailures);
            requireCount("unhealthy.timeouts", timeouts);
        }
    }

    static void requireStatuses(String name, List<Integer> statuses) {
        require(
                !statuses.isEmpty() && statuses.size() <= MAX_STATUSES,
                name,
                statuses.size() + " statuses",
                "1 to 100 statuses");
        var seen = new HashSet<Integer>();
        for (int status : statuses) {
            require(status >= 200 && status <= 599, name, status, "200..599");
            require(seen.add(status), name, status, "each status once");
        }
    }

    private static void requireCount(String name, int count) {
        require(count >= 0 && count <= MAX_COUNT, name, count, "0..254");
    }
}
