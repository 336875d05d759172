package dev.logway.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The load generator h2load with HTTP/1.1, on one thread. */
record H2load(Path program, Path scratch) implements Generator {
    @Override
    public String name() {
        return "h2load";
    }

    @Override
    public Rate run(int port, String path, int connections, Duration duration) {
        var command = List.of(
                program.toString(),
                "--h1",
                "-t1",
                "-c" + connections,
                "-D" + duration.toSeconds(),
                "http://127.0.0.1:" + port + path);
        return H2loadOutput.parse(Wrk.output(command, duration, scratch.resolve("h2load.log")));
    }
}
