package dev.logway.edge.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server on a real socket that does, connection by connection, what a test tells it to. */
public final class Origin implements AutoCloseable {
    private final ServerSocket server;
    private final Script script;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

    /** What to do with a connection. It is closed when the script is through. */
    @FunctionalInterface
    public interface Script {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    /** A request as it came: head as written, body without its framing. */
    public record Request(String head, String body) {

        public String line() {
            return head.substring(0, head.indexOf('\r'));
        }

        /** Whether there is a field line like {@code line}, without case. */
        public boolean has(String line) {
            return head.lines().anyMatch(each -> each.equalsIgnoreCase(line));
        }

        public boolean names(String header) {
            return head.lines().anyMatch(each -> each.regionMatches(true, 0, header + ":", 0, header.length() + 1));
        }
    }

    /** One connection to the origin. */
    public final class Connection {
        private final Socket socket;
        private final InputStream in;
        private final int number;

        private Connection(Socket socket, int number) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.number = number;
        }

        /** The count of connections before this one. */
        public int number() {
            return number;
        }

        /** The next request with its body; null if the peer closed. */
        public @Nullable Request request() throws IOException {
            String head = head();
            if (head == null) {
                return null;
            }
            var request = new Request(head, body(head));
            requests.add(request);
            return request;
        }

        /** The next head, the body left unread; null if the peer closed. */
        public @Nullable String head() throws IOException {
            var head = new ByteArrayOutputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int c = in.read();
                if (c < 0) {
                    return null;
                }
                head.write(c);
            }
            return head.toString(ISO_8859_1);
        }

        public Connection send(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        }

        /** Closes with a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        public InputStream in() {
            return in;
        }

        public Socket socket() {
            return socket;
        }

        private String body(String head) throws IOException {
            String lower = head.toLowerCase(Locale.ROOT);
            int length = lower.indexOf("\r\ncontent-length:");
            if (length >= 0) {
                int from = length + "\r\ncontent-length:".length();
                return exactly(Integer.parseInt(
                        head.substring(from, head.indexOf('\r', from)).strip()));
            }
            return lower.contains("\r\ntransfer-encoding:") ? chunked() : "";
        }

        private String chunked() throws IOException {
            var body = new StringBuilder();
            while (true) {
                int size = Integer.parseInt(line(), 16);
                body.append(exactly(size));
                line();
                if (size == 0) {
                    return body.toString();
                }
            }
        }

        private String exactly(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new IOException("closed within a body");
            }
            return new String(bytes, ISO_8859_1);
        }

        private String line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("closed within a chunked body");
                }
                line.write(c);
            }
            return line.toString(ISO_8859_1).strip();
        }
    }

    public Origin(Script script) throws IOException {
        this(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()), script);
    }

    /** An origin at a socket that listens already, with TLS for instance. */
    public Origin(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    /** An origin that gives every request the same answer and keeps its connections. */
    public static Origin answering(String answer) throws IOException {
        return new Origin(connection -> {
            while (connection.request() != null) {
                connection.send(answer);
            }
        });
    }

    /** A port at which nothing listens. */
    public static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** {@code status} without a body. */
    public static String empty(int status) {
        return "HTTP/1.1 " + status + " -\r\nContent-Length: 0\r\n\r\n";
    }

    /** {@code 200} with {@code body} and its length. */
    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections were accepted. */
    public int connections() {
        return accepted.get();
    }

    /** The next request that was read whole. */
    public Request taken() throws InterruptedException {
        Request request = requests.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    /** How many requests were read whole and not taken yet. */
    public int untaken() {
        return requests.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                var connection = new Connection(socket, accepted.getAndIncrement());
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Connection connection) {
        try (Socket socket = connection.socket) {
            script.run(connection);
            open.remove(socket);
        } catch (IOException e) {
            // The peer went first, which is what some tests are about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
