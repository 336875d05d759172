package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientChannelTest {
    private static final HeadLimits LIMITS = new HeadLimits(200, 1_000, 10);
    private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String POST = "POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nSum: 5\r\n\r\n";

    /** What happened, in order. */
    private final List<String> seen = new ArrayList<>();

    private final ClientChannel client = new ClientChannel(LIMITS, new Scratch(), new Requests());
    private final EmbeddedChannel channel = new EmbeddedChannel(client);
    private boolean pausing;
    private boolean refusing;

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private final class Requests implements ClientChannel.Requests {
        @Override
        public ClientChannel.@Nullable Listener asked(RequestHead head, RequestFraming framing) {
            seen.add(head.method() + " " + head.target() + " " + framing.bytes());
            return refusing ? null : new Listener();
        }

        @Override
        public void malformed(MalformedException cause) {
            seen.add("malformed " + cause.fault());
        }
    }

    private final class Listener implements ClientChannel.Listener {
        @Override
        public void begin() {
            seen.add("begin");
            if (pausing) {
                client.pause();
            }
        }

        @Override
        public void received(ByteBuf data) {
            seen.add(data.toString(ISO_8859_1));
            data.release();
        }

        @Override
        public void ended(Fields trailers) {
            seen.add("ended"
                    + (trailers.isEmpty() ? "" : " " + trailers.toString().strip()));
        }

        @Override
        public void malformed(MalformedException cause) {
            seen.add("malformed body");
        }

        @Override
        public void drained() {
            seen.add("drained");
        }

        @Override
        public void closed() {
            seen.add("closed");
        }
    }

    @Test
    void aRequestIsReadWithItsBody() {
        receive(POST);
        assertEquals(List.of("POST /b 5", "begin", "hello", "ended"), seen);
    }

    @Test
    void chunksAndTrailersAreRead() {
        receive(CHUNKED);
        assertEquals(List.of("POST /c -1", "begin", "abc", "de", "ended Sum: 5"), seen);
    }

    @Test
    void cutAnywhereItIsTheSame() {
        for (int cut = 1; cut < CHUNKED.length(); cut++) {
            seen.clear();
            receive(CHUNKED.substring(0, cut));
            receive(CHUNKED.substring(cut));
            String all = String.join("|", seen);
            assertTrue(all.replace("|", "").equals("POST /c -1beginabcdeended Sum: 5"), cut + ": " + all);
            answer("");
            client.next();
        }
    }

    @Test
    void theNextRequestWaitsForTheAnswer() {
        receive(GET + POST + GET);
        assertEquals(List.of("GET /a 0", "begin"), seen);
        answer("1");
        assertEquals(2, seen.size());
        client.next();
        assertEquals(List.of("GET /a 0", "begin", "POST /b 5", "begin", "hello", "ended"), seen);
        answer("2");
        client.next();
        assertEquals(8, seen.size());
    }

    @Test
    void whatWaitsIsBounded() {
        receive(GET);
        receive("x".repeat(64 * 1024));
        assertTrue(channel.config().isAutoRead());
        receive("x");
        assertFalse(channel.config().isAutoRead());
        client.next();
        assertEquals("malformed FIRST_LINE_TOO_LONG", seen.getLast());
    }

    @Test
    void aPausedBodyWaits() {
        pausing = true;
        receive(POST);
        assertEquals(List.of("POST /b 5", "begin"), seen);
        client.resume();
        assertEquals(List.of("POST /b 5", "begin", "hello", "ended"), seen);
    }

    @Test
    void aSmallAnswerIsOneWrite() {
        receive(GET);
        var fields = new Fields();
        fields.append("Content-Length", "2");
        client.begin(200, "OK", fields);
        assertNull(channel.readOutbound());
        client.end(bytes("ok"), new Fields());
        assertEquals("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", written());
    }

    @Test
    void aChunkedAnswerEndsWithItsTrailers() {
        receive(GET);
        var fields = new Fields();
        fields.append("Transfer-Encoding", "chunked");
        var trailers = new Fields();
        trailers.append("Sum", "5");
        client.begin(200, "OK", fields);
        client.write(bytes("hello"));
        client.write(Unpooled.EMPTY_BUFFER);
        client.end(bytes("x".repeat(20)), trailers);
        assertEquals(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n14\r\n" + "x".repeat(20)
                        + "\r\n0\r\nSum: 5\r\n\r\n",
                all());
    }

    @Test
    void whatIsLargeIsNotCopied() {
        receive(GET);
        client.begin(200, "OK", new Fields());
        ByteBuf large = bytes("x".repeat(10_000));
        client.write(large);
        channel.runPendingTasks();
        assertEquals("HTTP/1.1 200 OK\r\n\r\n", written());
        assertEquals(large, channel.readOutbound());
        assertTrue(large.release());
    }

    @Test
    void anInvitationGoesOutAtOnce() {
        receive("PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
        client.invite();
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", written());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +4\r\n\r\n",
                "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: h\r\n\r\n",
                "GET / HTTP/1.1\nHost: h\r\n\r\n"
            })
    void behindWhatIsNoRequestNothingIsRead(String bytes) {
        receive(bytes + GET);
        receive(GET);
        assertEquals(List.of("malformed SYNTAX"), seen);
    }

    @Test
    void behindARefusedRequestNothingIsRead() {
        refusing = true;
        receive(GET + GET);
        receive(GET);
        assertEquals(List.of("GET /a 0"), seen);
    }

    @Test
    void aBrokenChunkIsTheRequests() {
        receive("POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n" + GET);
        assertEquals(List.of("POST /c -1", "begin", "abc", "malformed body"), seen);
    }

    @Test
    void theEndOfTheConnectionIsHeardOnceWhileARequestIsUnderWay() {
        receive(GET);
        var _ = channel.close();
        assertEquals(List.of("GET /a 0", "begin", "closed"), seen);
    }

    @Test
    void betweenRequestsItIsNot() {
        receive(GET);
        client.next();
        var _ = channel.close();
        assertEquals(List.of("GET /a 0", "begin"), seen);
    }

    @Test
    void whatStandsBehindAnUpgradeIsTheOtherProtocols() {
        var other = new ArrayList<String>();
        receive(GET + "\u0001\u0002");
        var fields = new Fields();
        fields.append("Upgrade", "websocket");
        client.become(
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        other.add(((ByteBuf) message).toString(ISO_8859_1));
                        ((ByteBuf) message).release();
                    }
                },
                fields);
        receive("\u0003");
        assertEquals("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", written());
        assertEquals(List.of("\u0001\u0002", "\u0003"), other);
    }

    @Test
    void aLateHeadIsOneThatBeganAndDidNotEnd() {
        assertFalse(client.isLateFor(0, System.nanoTime()));
        receive("GET / HT");
        long began = System.nanoTime();
        assertTrue(client.isLateFor(0, began));
        assertFalse(client.isLateFor(1_000_000_000, began));
        receive("TP/1.1\r\nHost: h\r\n\r\n");
        assertFalse(client.isLateFor(0, System.nanoTime()));
    }

    @Test
    void nothingOfWhatCameIsLeaked() {
        ByteBuf half = bytes("POST / HTTP/1.1\r\nHost: h\r\nContent-Le");
        channel.writeInbound(half);
        client.close();
        assertEquals(0, half.refCnt());
    }

    private void answer(String body) {
        var fields = new Fields();
        fields.append("Content-Length", Integer.toString(body.length()));
        client.begin(200, "OK", fields);
        client.end(bytes(body), new Fields());
        all();
    }

    private void receive(String bytes) {
        channel.writeInbound(bytes(bytes));
    }

    private String written() {
        ByteBuf out = channel.readOutbound();
        String text = out.toString(ISO_8859_1);
        out.release();
        return text;
    }

    private String all() {
        var text = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            text.append(out.toString(ISO_8859_1));
            out.release();
        }
        return text.toString();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, ISO_8859_1);
    }
}
