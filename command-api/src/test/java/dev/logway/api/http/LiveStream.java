package dev.logway.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A connection that reads server-sent events, byte for byte. */
final class LiveStream implements AutoCloseable {
    private final List<String> chunkLines = new ArrayList<>();
    private final Socket socket;
    private final BufferedReader reader;
    private String status = "";
    private List<String> head = List.of();

    /** One event; names that were not sent are empty. */
    record Frame(String id, String event, String data) {

        JsonNode json() {
            return Json.parse(data.getBytes(UTF_8));
        }

        String at(String pointer) {
            return json().at(pointer).asText();
        }
    }

    private LiveStream(Socket socket) throws IOException {
        this.socket = socket;
        this.reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        socket.setSoTimeout(20_000);
    }

    /**
     * Asks for a stream and reads its head.
     *
     * @param headers lines, each with its end
     * @param body single quotes stand for double ones
     */
    static LiveStream open(Api api, String method, String path, String headers, String body) throws IOException {
        var stream = new LiveStream(new Socket(InetAddress.getLoopbackAddress(), api.port()));
        byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);
        stream.socket
                .getOutputStream()
                .write((method + " " + path + " HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\nX-API-KEY: "
                                + Api.KEY.secret() + "\r\nContent-Length: " + bytes.length + "\r\n" + headers + "\r\n"
                                + new String(bytes, UTF_8))
                        .getBytes(UTF_8));
        stream.readHead();
        return stream;
    }

    private void readHead() throws IOException {
        status = reader.readLine();
        var lines = new ArrayList<String>();
        for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
            lines.add(line);
        }
        head = lines;
        if (!header("Content-Type").equals("text/event-stream") || !line().equals("retry: 2000")) {
            throw new AssertionError("no stream of events: " + status + " " + head);
        }
    }

    /** The status line. */
    String status() {
        return status;
    }

    String header(String name) {
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    /** The next event, past comments. */
    Frame next() throws IOException {
        String id = "";
        String event = "";
        while (true) {
            String line = line();
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                return new Frame(id, event, line.substring(6));
            }
        }
    }

    /** Whether nothing but the end of the chunks follows. */
    boolean endsWhole() throws IOException {
        chunkLines.removeIf(String::isEmpty);
        if (!chunkLines.isEmpty()) {
            return false;
        }
        String size = reader.readLine();
        while (size != null && size.isEmpty()) {
            size = reader.readLine();
        }
        return "0".equals(size) && reader.readLine().isEmpty();
    }

    /** Whether the connection ends, too. */
    boolean closes() throws IOException {
        return reader.readLine() == null;
    }

    /** The next line of the body, without the sizes of its chunks. */
    private String line() throws IOException {
        while (chunkLines.isEmpty()) {
            String size = reader.readLine();
            if (size.isEmpty()) {
                continue;
            }
            var chunk = new char[Integer.parseInt(size, 16)];
            int read = 0;
            while (read < chunk.length) {
                read += reader.read(chunk, read, chunk.length - read);
            }
            chunkLines.addAll(new String(chunk).lines().toList());
        }
        return chunkLines.removeFirst();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
