package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.Until;
import dev.logway.testkit.GroupConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Bodies larger than anything between both ends can hold. */
class ProxyStreamWireTest {
    private static final int BLOCK = 64 * 1024;
    private static final long TOTAL = 128L << 20;
    private static final long BUFFERED_AT_MOST = 48L << 20;

    private static byte[] block(long index) {
        var block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) (index * 31 + i * 7L);
        }
        return block;
    }

    private static long checksum() {
        var checksum = new CRC32C();
        for (long i = 0; i < TOTAL / BLOCK; i++) {
            checksum.update(block(i));
        }
        return checksum.getValue();
    }

    private static void write(OutputStream out, AtomicLong written) throws IOException {
        for (long i = 0; i < TOTAL / BLOCK; i++) {
            out.write(block(i));
            written.addAndGet(BLOCK);
        }
        out.flush();
    }

    private static long read(InputStream in) throws IOException {
        var checksum = new CRC32C();
        var buffer = new byte[BLOCK];
        for (long left = TOTAL; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(left, BLOCK));
            if (count < 0) {
                throw new IOException(left + " bytes are missing");
            }
            checksum.update(buffer, 0, count);
            left -= count;
        }
        return checksum.getValue();
    }

    /** Waits until {@code progress} stands still, which a writer does only when nobody takes more. */
    private static long standstill(LongSupplier progress) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        long last = -1;
        while (System.nanoTime() < deadline) {
            long now = progress.getAsLong();
            if (now == last && now > 0) {
                return now;
            }
            last = now;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        }
        throw new AssertionError("never stood still");
    }

    @Test
    void aDownloadGoesAsFastAsTheClientReads() throws Exception {
        var written = new AtomicLong();
        try (var origin = new Origin(connection -> {
                    connection.request();
                    connection.send(head("HTTP/1.1 200 OK", "Content-Length: " + TOTAL));
                    write(connection.socket().getOutputStream(), written);
                });
                var proxy = ProxyUnderTest.to(origin.port());
                var client = new RawClient(proxy.port())) {
            client.send(head("GET / HTTP/1.1", "Host: test"));
            long buffered = standstill(written::get);
            assertTrue(buffered < BUFFERED_AT_MOST, () -> buffered + " bytes buffered");
            var in = client.socket().getInputStream();
            skipHead(in);
            assertEquals(checksum(), read(in));
        }
    }

    @Test
    void anUploadGoesAsFastAsTheUpstreamReads() throws Exception {
        var written = new AtomicLong();
        var go = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    connection.head();
                    go.await();
                    connection.send(Origin.ok(Long.toString(read(connection.in()))));
                });
                var proxy = ProxyUnderTest.to(origin.port());
                var client = new RawClient(proxy.port())) {
            client.send(head("POST / HTTP/1.1", "Host: test", "Content-Length: " + TOTAL));
            var sender = Thread.ofVirtual().start(() -> {
                try {
                    write(client.socket().getOutputStream(), written);
                } catch (IOException e) {
                    written.set(Long.MAX_VALUE);
                }
            });
            long buffered = standstill(written::get);
            assertTrue(buffered < BUFFERED_AT_MOST, () -> buffered + " bytes buffered");
            go.countDown();
            assertEquals(Long.toString(checksum()), client.answer().body());
            sender.join();
        }
    }

    @Test
    void bothDirectionsFlowAtOnce() throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.head();
                    connection.send(head("HTTP/1.1 200 OK", "Content-Length: " + TOTAL));
                    var out = connection.socket().getOutputStream();
                    var buffer = new byte[BLOCK];
                    for (long left = TOTAL; left > 0; ) {
                        int count = connection.in().read(buffer, 0, (int) Math.min(left, BLOCK));
                        out.write(buffer, 0, count);
                        left -= count;
                    }
                });
                var proxy = ProxyUnderTest.to(origin.port());
                var client = new RawClient(proxy.port())) {
            client.send(head("POST / HTTP/1.1", "Host: test", "Content-Length: " + TOTAL));
            var sender = Thread.ofVirtual().start(() -> {
                try {
                    write(client.socket().getOutputStream(), new AtomicLong());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            var in = client.socket().getInputStream();
            skipHead(in);
            assertEquals(checksum(), read(in));
            sender.join();
        }
    }

    @Test
    void trailersOfARequestGoOnButForWhatBelongsIntoItsHead() throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.head();
                    var in = connection.in();
                    var body = new StringBuilder();
                    while (body.indexOf("\r\n\r\n") < 0) {
                        body.append((char) in.read());
                    }
                    connection.send(Origin.ok(body.toString()));
                });
                var proxy = ProxyUnderTest.to(origin.port());
                var client = new RawClient(proxy.port())) {
            client.send(head("POST / HTTP/1.1", "Host: test", "Connection: own", "Transfer-Encoding: chunked")
                    + "2\r\nab\r\n0\r\nHost: other\r\nSum: 7\r\nIf-Match: 1\r\nX-Forwarded-For: 1.1.1.1\r\n"
                    + "Connection: x\r\nOwn: 1\r\nContent-Length: 9\r\nCheck: 8\r\n\r\n");
            assertEquals(
                    "2\r\nab\r\n0\r\nSum: 7\r\nCheck: 8\r\n\r\n",
                    client.answer().body());
        }
    }

    /** Answers wait in the kernel's buffers and the edge's, so more are asked for than fit into all of them. */
    @Test
    void whoTakesNoAnswersIsHeldUpAndCutOff() throws Exception {
        int asked = 400;
        var limits = Limits.DEFAULT.with(
                new Limits.Times(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(500)));
        try (var origin = Origin.answering(Origin.ok("x".repeat(60_000)));
                var proxy = new ProxyUnderTest(
                        limits,
                        1,
                        GroupConfig.upstream("u", GroupConfig.node(origin.port())),
                        GroupConfig.route("r", "/*", "u"));
                var socket = new Socket()) {
            socket.setReceiveBufferSize(BLOCK);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
            try (var client = new RawClient(socket)) {
                client.send(head("GET / HTTP/1.1", "Host: test").repeat(asked));
                standstill(origin::untaken);
                Until.holds(() -> proxy.server().connections() == 0);
                assertTrue(origin.untaken() < asked, () -> origin.untaken() + " of " + asked + " were answered");
            }
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
    }
}
