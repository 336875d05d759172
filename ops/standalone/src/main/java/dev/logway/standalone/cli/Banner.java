package dev.logway.standalone.cli;

import dev.logway.standalone.up.Standalone;
import dev.logway.standalone.up.UpOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What {@code logway up} prints when everything answers: where things are, and three lines to paste. */
final class Banner {
    private Banner() {}

    static String of(Standalone standalone, long startNanos) {
        UpOptions options = standalone.options();
        UpOptions.Ports ports = options.ports();
        Path data = options.data();
        String admin = "http://127.0.0.1:" + ports.admin();
        String text = """
                Logway is ready

                  gateway    %s
                  HTTPS      %s
                  admin API  %s/v1
                  admin key  %s  (kept in %s)
                  status     %s
                  Kafka      127.0.0.1:%d  (one broker: what is acknowledged survives a crash, not a power cut)
                  logs       %s

                """.formatted(
                        addresses("http", ports.edge(), options.edges(), ""),
                        addresses("https", ports.https(), options.edges(), ""),
                        admin,
                        standalone.adminKey(),
                        data.resolve("admin-key"),
                        addresses("http", ports.status(), options.edges(), "/status"),
                        ports.kafka(),
                        data.resolve("logs").resolve("logway.log"));
        return text
                + (options.sample() == UpOptions.Sample.WITH_SAMPLE ? sample(options, admin) : empty(options, admin))
                + "\nStarted in " + seconds(startNanos) + " s. Ctrl-C ends it; the next start goes on from here.\n";
    }

    private static String sample(UpOptions options, String admin) {
        String edge = "http://127.0.0.1:" + options.ports().edge();
        return """
                Try it:
                  curl %s/echo/hello
                  curl -X PUT "%s/v1/groups/default/routes/hello?wait=applied" -H "X-API-KEY: $(cat %s)" -d '{"uri": "/hello/*", "upstream_id": "echo"}'
                  curl %s/hello/world
                """.formatted(edge, admin, options.data().resolve("admin-key"), edge);
    }

    private static String empty(UpOptions options, String admin) {
        return """
                Try it:
                  curl "%s/v1/groups/default/routes" -H "X-API-KEY: $(cat %s)"
                """.formatted(admin, options.data().resolve("admin-key"));
    }

    private static String addresses(String scheme, int firstPort, int count, String path) {
        return IntStream.range(firstPort, firstPort + count)
                .mapToObj(port -> scheme + "://127.0.0.1:" + port + path)
                .collect(Collectors.joining("  "));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", Duration.ofNanos(nanos).toMillis() / 1_000.0);
    }
}
