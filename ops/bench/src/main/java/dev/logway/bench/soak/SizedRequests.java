package dev.logway.bench.soak;

import dev.logway.bench.process.BenchException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Random;

/** Uploads and downloads of many sizes, their lengths known or not; all bytes have to arrive. */
final class SizedRequests implements Turn {
    private static final int[] SIZES = {0, 1, 700, 8_192, 65_536, 300_000, 2_000_000};
    private static final int PIECE_BYTES = 10_000;

    private final HttpClient client;
    private final RequestOptions edge;
    private final Random random;

    SizedRequests(HttpClient client, RequestOptions edge, Random random) {
        this.client = client;
        this.edge = edge;
        this.random = random;
    }

    @Override
    public void take() {
        int size = SIZES[random.nextInt(SIZES.length)];
        if (random.nextBoolean()) {
            download(size);
        } else {
            upload(size);
        }
    }

    private void download(int size) {
        String framing = random.nextBoolean() ? "length" : "chunked";
        HttpClientRequest request = client.request(to(HttpMethod.GET, "/soak/sized/" + framing + "/" + size))
                .await();
        Future<Buffer> answer = received(request.response());
        request.end().await();
        Buffer body = answer.await();
        if (body.length() != size) {
            throw new BenchException("downloaded " + body.length() + " of " + size + " bytes");
        }
    }

    private void upload(int size) {
        HttpClientRequest request =
                client.request(to(HttpMethod.POST, "/soak/sized/upload")).await();
        if (random.nextBoolean()) {
            request.putHeader("Content-Length", String.valueOf(size));
        } else {
            request.setChunked(true);
        }
        Future<Buffer> answer = received(request.response());
        for (int left = size; left > 0; left -= PIECE_BYTES) {
            request.write(Buffer.buffer(new byte[Math.min(left, PIECE_BYTES)])).await();
        }
        request.end().await();
        String counted = answer.await().toString();
        if (!counted.equals(String.valueOf(size))) {
            throw new BenchException("uploaded " + counted + " of " + size + " bytes");
        }
    }

    private RequestOptions to(HttpMethod method, String path) {
        return new RequestOptions(edge).setMethod(method).setURI(path);
    }

    /** The body, listened for before any of it can have come. */
    private static Future<Buffer> received(Future<HttpClientResponse> answer) {
        return answer.compose(response -> response.body().map(body -> {
            if (response.statusCode() != 200) {
                throw new BenchException("answered " + response.statusCode() + ": " + body);
            }
            return body;
        }));
    }
}
