package dev.logway.bench.soak;

import dev.logway.bench.process.BenchException;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;

/** Opens a WebSocket, has a few messages echoed and closes it. */
final class WebSockets implements Turn {
    private static final int MESSAGES = 5;

    private final WebSocketClient client;
    private final int port;

    WebSockets(WebSocketClient client, int port) {
        this.client = client;
        this.port = port;
    }

    @Override
    public void take() {
        WebSocket socket = client.connect(port, "127.0.0.1", "/soak/ws").await();
        for (int i = 0; i < MESSAGES; i++) {
            Promise<String> echoed = Promise.promise();
            socket.textMessageHandler(echoed::tryComplete);
            socket.closeHandler(_ -> echoed.tryFail("closed"));
            String message = "message " + i;
            socket.writeTextMessage(message).await();
            if (!echoed.future().await().equals(message)) {
                throw new BenchException("another message came back");
            }
        }
        socket.close().await();
    }
}
