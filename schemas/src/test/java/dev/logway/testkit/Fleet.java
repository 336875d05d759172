package dev.logway.testkit;

import static dev.logway.testkit.Pick.distinct;
import static dev.logway.testkit.Pick.maybe;
import static dev.logway.testkit.Pick.one;

import dev.logway.domain.fleet.CanaryCounts;
import dev.logway.domain.fleet.CanaryReport;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.domain.fleet.InstanceTransition;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Generated heartbeats, instances and transitions. */
public final class Fleet {
    private Fleet() {}

    public static Heartbeat anyHeartbeat(RandomGenerator random) {
        return new Heartbeat(
                anyInstanceId(random),
                new Heartbeat.Address(
                        one(random, "host-1", "wärter"),
                        distinct(random, 0, 2, url -> one(url, "http://127.0.0.1:9080", "https://[::1]:9443")),
                        "0.1.0",
                        maybe(random, () -> "eu"),
                        maybe(random, () -> "eu-1")),
                new Heartbeat.Serving(random.nextLong(1L << 40), Events.anyDigest(random)),
                distinct(random, 0, 3, error -> "error " + error.nextInt(10)),
                Duration.ofMillis(random.nextLong(1L << 40)),
                distinct(random, 0, 2, warning -> "warning " + warning.nextInt(10)),
                maybe(random, () -> anyReport(random)));
    }

    private static CanaryReport anyReport(RandomGenerator random) {
        return new CanaryReport(
                String.valueOf(1 + random.nextInt(20)),
                new CanaryCounts(
                        random.nextLong(1L << 40),
                        random.nextLong(1L << 40),
                        random.nextLong(1L << 40),
                        random.nextLong(1L << 40)),
                distinct(random, 0, 2, fault -> "fault " + fault.nextInt(10)));
    }

    public static Instance anyInstance(RandomGenerator random) {
        return new Instance(
                one(random, InstanceState.values()),
                Events.anyInstant(random),
                Events.anyInstant(random),
                maybe(random, () -> Events.anyInstant(random)),
                Events.anyInstant(random),
                anyHeartbeat(random));
    }

    public static InstanceTransition anyTransition(RandomGenerator random) {
        return new InstanceTransition(
                anyInstanceId(random),
                maybe(random, () -> one(random, InstanceState.values())),
                maybe(random, () -> one(random, InstanceState.values())),
                Events.anyInstant(random),
                one(random, "", "no heartbeat for 30 s"));
    }

    private static InstanceId anyInstanceId(RandomGenerator random) {
        return new InstanceId(one(random, "default", "blue"), one(random, "edge-1", "Edge_2.local"));
    }
}
