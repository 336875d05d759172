package dev.logway.edge.proxy;

import static dev.logway.testkit.GroupConfig.certificate;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.support.Http2Client;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.TlsClient;
import dev.logway.edge.support.Until;
import dev.logway.testkit.Certificates;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames that cost their sender nothing and the edge something: it ends the connection before they add up. */
@Timeout(60)
class Http2FloodWireTest {
    /** Enough to fill what the kernel holds, and then as many answers as an edge queues. */
    private static final int FRAMES = 3_000_000;

    private static final int BATCH = 1_000;

    private static ProxyUnderTest proxy(Origin origin) throws Exception {
        return new ProxyUnderTest(
                upstream("u", node(origin.port())),
                route("r", "/*", "u"),
                certificate(
                        "c", Certificates.selfSigned(Algorithm.ecp256, "foo.com"), ProxyUnderTest.CIPHER, "foo.com"));
    }

    private static Socket connect(ProxyUnderTest proxy) throws Exception {
        return new TlsClient().name("foo.com").protocols("h2").connect(proxy.securePort());
    }

    /** Frames that ask for an answer each, from a client that reads none of them until all are sent. */
    @ParameterizedTest
    @CsvSource({"6, 8", "4, 0"})
    void answersThatAreNotReadAreNotQueuedForEver(int type, int length) throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var socket = connect(proxy);
                var client = new Http2Client(socket)) {
            client.send(Http2Client.PING, Http2Client.ACK, 0, new byte[8]);
            ByteBuf frames = Unpooled.buffer();
            for (int i = 0; i < BATCH; i++) {
                frames.writeMedium(length)
                        .writeByte(type)
                        .writeByte(0)
                        .writeInt(0)
                        .writeZero(length);
            }
            int sent = 0;
            try {
                for (; sent < FRAMES; sent += BATCH) {
                    socket.getOutputStream().write(frames.array(), 0, frames.writerIndex());
                }
            } catch (IOException e) {
                // closed while it was written
            }
            int answers = 0;
            for (var frame = client.frame(); frame != null; frame = client.frame()) {
                answers++;
            }
            assertTrue(answers < sent, answers + " answers");
            Until.holds(() -> proxy.server().connections() == 0);
        }
    }

    @Test
    void emptyDataEndsTheConnection() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var client = new Http2Client(connect(proxy))) {
            client.head(1, 0, ":method", "POST", ":scheme", "https", ":path", "/", ":authority", "foo.com");
            try {
                for (int i = 0; i < 100; i++) {
                    client.data(1, 0, "");
                }
            } catch (IOException e) {
                // closed while it was written
            }
            Until.holds(() -> proxy.server().connections() == 0);
            assertEquals(0, origin.untaken());
        }
    }

    /** A stream that its client has ended takes no more, and the others go on. */
    @Test
    void dataOnAHalfClosedStreamResetsThatStreamOnly() throws Exception {
        try (var origin = new Origin(connection -> {
                    var request = connection.request();
                    if (request != null && request.line().contains("/held")) {
                        connection.in().read();
                    }
                    connection.send(Origin.ok("ok"));
                });
                var proxy = proxy(origin);
                var client = new Http2Client(connect(proxy))) {
            client.get(1, "/held");
            origin.taken();
            client.data(1, 0, "more");
            assertEquals("reset 5", client.end(1));
            client.get(3, "/");
            assertEquals("200", client.end(3));
        }
    }
}
