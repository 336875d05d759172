package dev.logway.edge.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A client that writes bytes and reads answers, without a mind of its own. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    /** An answer as it came: {@code body} without its framing. */
    public record Answer(int status, String reason, List<String> headers, String body) {

        /** The first field of this name. */
        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    public RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Takes over a connection, with TLS for instance. */
    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Lines as they stand in a head, with the empty one that ends it. */
    public static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    /** One request on a connection of its own. */
    public static Answer ask(int port, String request) throws IOException {
        try (var client = new RawClient(port)) {
            return client.send(request).answer();
        }
    }

    /** A GET with nothing but a Host. */
    public static Answer get(int port, String path) throws IOException {
        return ask(port, "GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }

    /** Writes the characters as ISO 8859-1. */
    public RawClient send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    public Socket socket() {
        return socket;
    }

    /** The next answer; its body is read as its head says, to the end of the connection if it says nothing. */
    public Answer answer() throws IOException {
        return answer("GET");
    }

    /** The next answer, to a request with {@code method}. */
    public Answer answer(String method) throws IOException {
        String statusLine = line();
        String[] words = statusLine.split(" ", 3);
        var headers = new ArrayList<String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        int status = Integer.parseInt(words[1]);
        var head = new Answer(status, words.length > 2 ? words[2] : "", List.copyOf(headers), "");
        boolean bodiless = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
        return new Answer(status, head.reason(), head.headers(), bodiless ? "" : body(head));
    }

    /** Whether the server closed, or reset, the connection; waits for the next byte to know. */
    public boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** The next {@code length} bytes. */
    public byte[] read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("closed after " + bytes.length + " of " + length);
        }
        return bytes;
    }

    /** Reads the next {@code length} bytes and forgets them. */
    public void skip(long length) throws IOException {
        in.skipNBytes(length);
    }

    /** Everything until the server closes. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String body(Answer head) throws IOException {
        if (head.header("transfer-encoding").isPresent()) {
            return chunked();
        }
        var length = head.header("content-length");
        byte[] body = length.isPresent() ? in.readNBytes(Integer.parseInt(length.get())) : in.readAllBytes();
        if (length.isPresent() && body.length < Integer.parseInt(length.get())) {
            throw new IOException("cut off after " + body.length + " of " + length.get());
        }
        return new String(body, ISO_8859_1);
    }

    private String chunked() throws IOException {
        var body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            body.append(new String(in.readNBytes(size), ISO_8859_1));
            String end = line();
            if (size == 0) {
                while (!end.isEmpty()) {
                    end = line();
                }
                return body.toString();
            }
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed after \"" + line.toString(ISO_8859_1) + "\"");
            }
            line.write(c);
        }
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
