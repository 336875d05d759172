package dev.logway.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * One kept-alive connection with one request under way, on blocking sockets: the fewest steps between the kernel and
 * the clock. Confined to one thread.
 */
public final class HttpConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ResponseFramer framer;
    private final byte[] buffer = new byte[16 * 1024];

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.framer = new ResponseFramer(ResponseFramer.Body.KEPT);
    }

    /** Connects to a port of this machine. */
    public static HttpConnection open(int port, Duration timeout) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeout.toMillis());
            return new HttpConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends {@code request} and waits for the whole answer.
     *
     * @throws IOException if the peer closes before, or takes longer than the timeout
     */
    public HttpAnswer exchange(byte[] request) throws IOException {
        await(request);
        return HttpAnswer.of(framer);
    }

    /** Like {@link #exchange}, without looking at more than the status. */
    public int status(byte[] request) throws IOException {
        await(request);
        return framer.status();
    }

    /** Whether the peer said that the last answer was the connection's last. */
    public boolean isFinished() {
        return framer.closes();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void await(byte[] request) throws IOException {
        framer.reset();
        out.write(request);
        while (!framer.isComplete()) {
            int length = in.read(buffer);
            if (length < 0) {
                framer.closed();
                if (!framer.isComplete()) {
                    throw new EOFException("the connection was closed before the answer was complete");
                }
                return;
            }
            framer.feed(buffer, 0, length);
        }
    }
}
