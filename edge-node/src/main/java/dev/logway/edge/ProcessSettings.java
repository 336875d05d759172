package dev.logway.edge;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.logway.edge.overload.Overload;
import dev.logway.settings.Settings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** How the process works: when it is too busy, where it tells of itself, how it waits for its sockets. */
record ProcessSettings(Settings settings) {
    private static final String SHED_HEAP = "shed.heap.percent";
    private static final String SHED_LAG = "shed.loop.lag.ms";
    private static final String STATUS_HOST = "status.host";
    private static final String STATUS_PORT = "status.port";
    private static final String EVENT_LOOPS = "event.loops";
    private static final String TRANSPORT = "transport";
    private static final ConfigDef.Range PORT = between(0, 65_535);

    static void define(ConfigDef definition) {
        definition
                .define(
                        SHED_HEAP,
                        INT,
                        Overload.Limits.DEFAULT.heapPercent(),
                        between(0, 100),
                        MEDIUM,
                        "New requests are answered 503 while more of the heap than this is in use after a collection; 0 for"
                                + " never.")
                .define(
                        SHED_LAG,
                        LONG,
                        Overload.Limits.DEFAULT.loopLag().toMillis(),
                        between(0, 60_000),
                        MEDIUM,
                        "New requests of an event loop are answered 503 while it comes this much too late to its work; 0 for"
                                + " never.")
                .define(
                        STATUS_HOST,
                        STRING,
                        "127.0.0.1",
                        MEDIUM,
                        "Address of /status and what is below it, and of /metrics.")
                .define(
                        STATUS_PORT,
                        INT,
                        7085,
                        PORT,
                        MEDIUM,
                        "Port of /status and what is below it, and of /metrics; 0 takes a free one.")
                .define(
                        EVENT_LOOPS,
                        INT,
                        0,
                        between(0, 1_024),
                        MEDIUM,
                        "Threads that proxy; 0 takes one per processor.")
                .define(
                        TRANSPORT,
                        STRING,
                        "auto",
                        ValidString.in("auto", "epoll", "nio"),
                        LOW,
                        "How sockets are watched: epoll where the system has it (auto), epoll, or nio.");
    }

    Overload.Limits overload() {
        return new Overload.Limits(settings.integer(SHED_HEAP), settings.duration(SHED_LAG));
    }

    String statusHost() {
        return settings.string(STATUS_HOST);
    }

    int statusPort() {
        return settings.integer(STATUS_PORT);
    }

    int eventLoops() {
        int loops = settings.integer(EVENT_LOOPS);
        return loops == 0 ? Runtime.getRuntime().availableProcessors() : loops;
    }

    String transport() {
        return settings.string(TRANSPORT);
    }
}
