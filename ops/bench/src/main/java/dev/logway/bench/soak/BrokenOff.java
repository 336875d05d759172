package dev.logway.bench.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Clients that go away in the middle: of a head, an upload, a download, a WebSocket, a handshake. */
final class BrokenOff implements Turn {
    private static final List<String> BEGINNINGS = List.of(
            "GET /soak/sized/length/7",
            "POST /soak/sized/upload HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc",
            "POST /soak/sized/upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            "GET /soak/sized/length/2000000 HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /soak/sized/chunked/2000000 HTTP/1.1\r\nHost: a\r\n\r\n",
            """
            GET /soak/ws HTTP/1.1\r
            Host: a\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """);

    private final int port;
    private final int securePort;
    private final Random random;

    BrokenOff(int port, int securePort, Random random) {
        this.port = port;
        this.securePort = securePort;
        this.random = random;
    }

    @Override
    public void take() throws IOException {
        int kind = random.nextInt(BEGINNINGS.size() + 1);
        boolean isHandshake = kind == BEGINNINGS.size();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), isHandshake ? securePort : port)) {
            String beginning = isHandshake ? "\u0016\u0003\u0001\u0002\u0000" : BEGINNINGS.get(kind);
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            if (beginning.startsWith("GET") && beginning.endsWith("\r\n\r\n")) {
                socket.getInputStream().readNBytes(100);
            }
            if (random.nextBoolean()) {
                socket.setSoLinger(true, 0); // closes with a reset
            }
        }
    }
}
