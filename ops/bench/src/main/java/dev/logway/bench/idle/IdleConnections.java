package dev.logway.bench.idle;

import dev.logway.bench.http.ResponseFramer;
import dev.logway.bench.process.BenchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections that stay open. They share one buffer, so that they cost this side little. Confined to one thread. */
final class IdleConnections implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    /**
     * Opens {@code count} more connections to {@code port}, one after the other, each with one answered request.
     *
     * @throws BenchException if one is refused or answered other than 200
     */
    void open(int port, int count, byte[] request) {
        try {
            for (int i = 0; i < count; i++) {
                channels.add(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
                ask(channels.getLast(), request);
            }
        } catch (IOException e) {
            throw new BenchException("connection " + channels.size() + ": " + e.getMessage(), e);
        }
    }

    /** How many still answer {@code request} with 200. */
    int answering(byte[] request) {
        return (int)
                channels.stream().filter(channel -> answers(channel, request)).count();
    }

    private boolean answers(SocketChannel channel, byte[] request) {
        try {
            ask(channel, request);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        for (SocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new BenchException("closing: " + e.getMessage(), e);
            }
        }
    }

    private void ask(SocketChannel channel, byte[] request) throws IOException {
        for (var bytes = ByteBuffer.wrap(request); bytes.hasRemaining(); ) {
            channel.write(bytes);
        }
        var framer = new ResponseFramer(ResponseFramer.Body.DROPPED);
        framer.reset();
        while (!framer.isComplete()) {
            buffer.clear();
            int length = channel.read(buffer);
            if (length < 0) {
                throw new IOException("closed before the answer was complete");
            }
            framer.feed(buffer.array(), 0, length);
        }
        if (framer.status() != 200) {
            throw new IOException("answered " + framer.status());
        }
    }
}
