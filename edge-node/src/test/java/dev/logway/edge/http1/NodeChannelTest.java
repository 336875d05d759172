package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeChannelTest {
    private static final HeadLimits LIMITS = new HeadLimits(64, 1_024, 20);

    private final NodeChannel node = new NodeChannel(LIMITS, new Scratch());
    private final EmbeddedChannel wire = new EmbeddedChannel(node);
    private final List<String> heard = new ArrayList<>();

    /** Writes down what it hears. */
    private class Hearing implements NodeChannel.Listener {
        @Override
        public void continued() {
            heard.add("continued");
        }

        @Override
        public void answered(ResponseHead head) {
            heard.add(Integer.toString(head.status()));
        }

        @Override
        public void received(ByteBuf data) {
            heard.add("'" + data.toString(ISO_8859_1) + "'");
            data.release();
        }

        @Override
        public void ended(Fields trailers) {
            heard.add(
                    trailers.isEmpty()
                            ? "ended"
                            : "ended " + trailers.toString().strip());
        }

        @Override
        public void drained() {
            heard.add("drained");
        }

        @Override
        public void broken(Throwable cause) {
            heard.add("broken");
        }
    }

    @AfterEach
    void nothingIsLeaked() {
        wire.finishAndReleaseAll();
    }

    @Test
    void oneRequestGoesAfterTheOther() {
        for (int i = 0; i < 3; i++) {
            heard.clear();
            send("GET");
            assertEquals("GET /a HTTP/1.1\r\nHost: h\r\n\r\n", sent());
            receive("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            assertEquals(List.of("200", "'hello'", "ended"), heard);
            assertTrue(node.isPersistent());
        }
    }

    @Test
    void theNextRequestMayBeginWhileTheLastOneEnds() {
        node.send(head("GET"), null, new Hearing() {
            @Override
            public void ended(Fields trailers) {
                super.ended(trailers);
                send("HEAD");
            }
        });
        receive("HTTP/1.1 204 No\r\n\r\n");
        receive("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
        assertEquals(List.of("204", "ended", "200", "ended"), heard);
        assertTrue(wire.isOpen());
    }

    @Test
    void anAnswerMayComeByteByByte() {
        send("GET");
        for (byte c : "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nT: 1\r\n\r\n"
                .getBytes(ISO_8859_1)) {
            wire.writeInbound(Unpooled.buffer(1).writeByte(c));
        }
        assertEquals(List.of("200", "'a'", "'b'", "ended T: 1"), heard);
        assertTrue(node.isPersistent());
    }

    @Test
    void aBodyIsWrittenInChunksWhereItsLengthIsUnknown() {
        RequestHead post = head("POST");
        post.fields().add("Transfer-Encoding", "chunked");
        node.send(post, null, new Hearing());
        node.write(bytes("hello world, more than fifteen"));
        node.write(bytes(""));
        var trailers = new Fields();
        trailers.add("T", "1");
        node.end(trailers);
        String head = "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertEquals(head + "1e\r\nhello world, more than fifteen\r\n0\r\nT: 1\r\n\r\n", sent());
    }

    @Test
    void aBodyOfKnownLengthIsWrittenAsItIs() {
        RequestHead head = head("POST");
        head.fields().add("Content-Length", "5");
        node.send(head, null, new Hearing());
        node.write(bytes("hel"));
        node.write(bytes("lo"));
        node.end(new Fields());
        assertEquals("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello", sent());
    }

    @Test
    void informationComesBeforeTheAnswer() {
        send("POST");
        receive("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No\r\n\r\n");
        assertEquals(List.of("continued", "204", "ended"), heard);
    }

    @Test
    void aBodyWithoutLengthEndsWithTheConnection() {
        send("GET");
        receive("HTTP/1.1 200 OK\r\n\r\nhel");
        receive("lo");
        assertEquals(List.of("200", "'hel'", "'lo'"), heard);
        wire.close().syncUninterruptibly();
        assertEquals(List.of("200", "'hel'", "'lo'", "ended"), heard);
        assertFalse(node.isPersistent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\n",
                "",
            })
    void anAnswerThatBreaksOffIsBroken(String some) {
        send("GET");
        receive(some);
        wire.close().syncUninterruptibly();
        assertEquals("broken", heard.getLast());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5,5\r\n\r\n",
                "HTTP/1.1 204 No\r\nContent-Length: +5\r\n\r\n",
                "HTTP/1.1 304 No\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA\r\n\r\n",
                "nonsense\r\n\r\n",
            })
    void whatIsNoAnswerEndsTheConnection(String answer) {
        send("GET");
        receive(answer);
        assertEquals(List.of("broken"), heard);
        assertFalse(wire.isOpen());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: foo, Close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n",
            })
    void aConnectionThatIsToEndCarriesNoMore(String answer) {
        send("GET");
        receive(answer);
        assertEquals(List.of("200", "ended"), heard);
        assertFalse(node.isPersistent());
    }

    @Test
    void aConnectionOfTheOldVersionPersistsIfItSaysSo() {
        send("GET");
        receive("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");
        assertTrue(node.isPersistent());
    }

    @Test
    void bytesThatNobodyAskedForEndTheConnection() {
        send("GET");
        receive("HTTP/1.1 204 No\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
        assertEquals(List.of("204", "ended"), heard);
        assertFalse(wire.isOpen());
    }

    @Test
    void bytesOnAnIdleConnectionEndIt() {
        receive("H");
        assertFalse(wire.isOpen());
    }

    @Test
    void nobodyHearsOfAConnectionThatWasGivenUp() {
        send("GET");
        node.close();
        assertEquals(List.of(), heard);
        assertFalse(wire.isOpen());
    }

    @Test
    void whatFollowsAChangeOfProtocolGoesToWhoeverIsBehind() {
        send("GET");
        receive("HTTP/1.1 101 Switching Protocols\r\n\r\nraw");
        assertEquals(List.of("101"), heard);
        wire.pipeline().remove(node);
        ByteBuf raw = wire.readInbound();
        assertEquals("raw", raw.toString(ISO_8859_1));
        raw.release();
        assertTrue(wire.isOpen());
    }

    private void send(String method) {
        node.send(head(method), null, new Hearing());
    }

    private static RequestHead head(String method) {
        var fields = new Fields();
        fields.add("Host", "h");
        return new RequestHead(method, "/a", Version.HTTP_1_1, fields);
    }

    private void receive(String text) {
        wire.writeInbound(bytes(text));
    }

    private String sent() {
        var all = new StringBuilder();
        for (ByteBuf out = wire.readOutbound(); out != null; out = wire.readOutbound()) {
            all.append(out.toString(ISO_8859_1));
            out.release();
        }
        return all.toString();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.buffer().writeBytes(text.getBytes(ISO_8859_1));
    }
}
