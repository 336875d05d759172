package dev.logway.bench.soak;

import dev.logway.bench.gateway.Gateway;
import dev.logway.bench.process.BenchException;
import dev.logway.bench.system.Admin;
import dev.logway.bench.system.Documents;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** One change of the configuration at a time, of those that no request may notice; routes come under ever new names. */
final class Changes implements Turn {
    /** Routes whose upstream changes. */
    static final int CHANGING = 100;

    private final Admin admin;
    private final String group;
    private final SoakOrigin origin;
    private final AtomicLong names;
    private final Random random;
    private long added;

    Changes(Admin admin, String group, SoakOrigin origin, AtomicLong names, Random random) {
        this.admin = admin;
        this.group = group;
        this.origin = origin;
        this.names = names;
        this.random = random;
    }

    @Override
    public void take() {
        if (added > 0) {
            admin.delete(path("routes/temporary-" + added));
            added = 0;
            return;
        }
        switch (random.nextInt(10)) {
            case 0 -> admin.put(path("upstreams/moving"), moving());
            case 1, 2, 3, 4 -> {
                long name = names.incrementAndGet();
                admin.put(path("routes/temporary-" + name), Documents.route("/soak/temporary/" + name, "steady"));
                added = name;
            }
            default -> {
                int route = random.nextInt(CHANGING);
                String upstream = random.nextBoolean() ? "steady" : "moving";
                admin.put(path("routes/changing-" + route), Documents.route("/soak/changing/" + route, upstream));
            }
        }
    }

    /** Now of one type, now of another, with other timeouts; always with the same node. */
    private String moving() {
        return """
                {"type": "%s", "nodes": {"127.0.0.1:%d": %d}, "timeout": {"connect": 5, "send": 60, "read": %d}}""".formatted(
                        random.nextBoolean() ? "roundrobin" : "ewma",
                        origin.port(),
                        1 + random.nextInt(3),
                        50 + random.nextInt(10));
    }

    private String path(String resource) {
        return Gateway.path(group) + "/" + resource;
    }

    @Override
    public void close() {
        try {
            admin.close();
        } catch (BenchException e) {
            // The control plane has ended.
            return;
        }
    }
}
