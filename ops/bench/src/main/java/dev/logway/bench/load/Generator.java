package dev.logway.bench.load;

import dev.logway.bench.http.Request;
import dev.logway.bench.machine.Tools;
import dev.logway.bench.process.BenchException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Asks a server as fast as it answers. */
public interface Generator {
    /** Its name, for the report. */
    String name();

    /** @param path such as {@code /hello} */
    Rate run(int port, String path, int connections, Duration duration);

    /** Which generator to take. */
    enum Choice {
        /** The first of the others that is installed. */
        AUTO,
        WRK,
        H2LOAD,
        OWN
    }

    /**
     * The generator of {@code choice}.
     *
     * @param engine what the own generator runs on
     * @param scratch directory for what an installed one prints
     * @throws BenchException if it is not installed
     */
    static Generator of(Choice choice, LoadEngine engine, Path scratch) {
        return switch (choice) {
            case WRK -> new Wrk(installed(choice), scratch);
            case H2LOAD -> new H2load(installed(choice), scratch);
            case OWN -> new Own(engine);
            case AUTO -> {
                Optional<Path> wrk = Tools.find("wrk");
                Optional<Path> h2load = Tools.find("h2load");
                yield wrk.isPresent()
                        ? new Wrk(wrk.get(), scratch)
                        : h2load.isPresent() ? new H2load(h2load.get(), scratch) : new Own(engine);
            }
        };
    }

    private static Path installed(Choice choice) {
        String name = choice.name().toLowerCase(Locale.ROOT);
        return Tools.find(name)
                .orElseThrow(
                        () -> new BenchException(name + " is not installed; leave out --generator, or install it"));
    }

    /** The generator that is always there. */
    record Own(LoadEngine engine) implements Generator {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public Rate run(int port, String path, int connections, Duration duration) {
            byte[] request = Request.get(path);
            return Rate.of(engine.run(new LoadPlan(port, connections, () -> request, new Pace.Unbounded(), duration)));
        }
    }
}
