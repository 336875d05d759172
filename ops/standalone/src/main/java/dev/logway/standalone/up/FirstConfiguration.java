package dev.logway.standalone.up;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that the first start makes through the command API, as any admin would: the group, and a route
 * to the echo upstream. What an operator changed or deleted since stays as it is.
 */
final class FirstConfiguration {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String GROUP = """
            {"desc": "Made at the first start."}""";

    private final UpOptions options;
    private final String key;
    private final String group;

    FirstConfiguration(UpOptions options, String key) {
        this.options = options;
        this.key = key;
        this.group = "/v1/groups/" + Standalone.GROUP;
    }

    /** @throws StartException if the command API refuses or does not answer */
    void apply() {
        try (var client = HttpClient.newHttpClient()) {
            boolean isFirst = send(client, "GET", group, null).statusCode() == 404;
            if (isFirst) {
                expectSuccess(send(client, "PUT", group, GROUP));
            }
            if (options.sample() == UpOptions.Sample.WITHOUT_SAMPLE) {
                return;
            }
            String upstream = echoUpstream();
            if (isFirst) {
                expectSuccess(send(client, "POST", group + "/changesets", sample(upstream)));
            } else {
                followEchoPort(client, upstream);
            }
        } catch (IOException e) {
            throw new StartException("the command API does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("starting was interrupted", e);
        }
    }

    /** With the label, a start with another echo port knows the upstream for its own. */
    private String echoUpstream() {
        return """
                {"desc": "The echo upstream of ./logway up.", "labels": {"made-by": "logway-up"},
                 "nodes": [{"host": "127.0.0.1", "port": %d, "weight": 1}]}""".formatted(options.ports().echo());
    }

    private static String sample(String upstream) {
        return """
                {"reason": "A first route to try.", "changes": [
                  {"op": "put", "kind": "upstreams", "id": "echo", "value": %s},
                  {"op": "put", "kind": "routes", "id": "echo",
                   "value": {"desc": "Answers what it was asked.", "uri": "/echo/*", "upstream_id": "echo"}}]}""".formatted(upstream);
    }

    private void followEchoPort(HttpClient client, String upstream) throws IOException, InterruptedException {
        HttpResponse<String> found = send(client, "GET", group + "/upstreams/echo", null);
        boolean isOurs =
                found.statusCode() == 200 && found.body().replace(" ", "").contains("\"made-by\":\"logway-up\"");
        if (isOurs
                && !found.body()
                        .replace(" ", "")
                        .contains("\"port\":" + options.ports().echo() + ",")) {
            expectSuccess(send(client, "PUT", group + "/upstreams/echo", upstream));
        }
    }

    private HttpResponse<String> send(HttpClient client, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + options.ports().admin() + path))
                .timeout(LIMIT)
                .header("X-API-KEY", key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void expectSuccess(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new StartException("the command API refused the first configuration: " + response.body());
        }
    }
}
