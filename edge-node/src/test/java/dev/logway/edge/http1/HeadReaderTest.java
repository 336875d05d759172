package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {
    private static final HeadLimits LIMITS = new HeadLimits(64, 256, 5);
    private static final String REQUEST = "GET /a?b=1 HTTP/1.1\r\nHost: a.example\r\nAccept:\t*/*  \r\nEmpty:\r\n\r\n";

    @Test
    void aHeadIsReadWhereverItIsCutInTwo() throws MalformedException {
        for (int cut = 0; cut <= REQUEST.length(); cut++) {
            var reader = requests();
            ByteBuf in = bytes(REQUEST.substring(0, cut));
            RequestHead head = reader.read(in);
            if (head == null) {
                in.writeBytes(bytes(REQUEST.substring(cut)));
                head = reader.read(in);
            }
            assertIsRequest(head);
            assertFalse(in.isReadable());
            assertFalse(reader.isBegun());
        }
    }

    @Test
    void aHeadIsReadByteByByteAndWhatFollowsIsLeft() throws MalformedException {
        var reader = requests();
        ByteBuf in = Unpooled.buffer();
        for (byte c : REQUEST.substring(0, REQUEST.length() - 1).getBytes(ISO_8859_1)) {
            assertNull(reader.read(in.writeByte(c)));
            assertTrue(reader.isBegun());
        }
        assertIsRequest(reader.read(in.writeBytes(bytes("\nGET"))));
        assertEquals("GET", in.toString(ISO_8859_1));
    }

    @Test
    void oneHeadComesAfterTheOtherAndEmptyLinesBeforeThemAreSkipped() throws MalformedException {
        var reader = requests();
        ByteBuf in = bytes("\r\n" + REQUEST + "\r\n\r\n" + REQUEST);
        assertIsRequest(reader.read(in));
        assertIsRequest(reader.read(in));
        assertFalse(in.isReadable());
    }

    @Test
    void aHeadLargerThanTheWindowIsRead() throws MalformedException {
        String value = "x".repeat(30_000);
        var reader = new HeadReader<>(new HeadLimits(64, 40_000, 5), RequestHead.Grammar.INSTANCE, new Scratch());
        RequestHead head = reader.read(bytes("GET / HTTP/1.1\r\nA: " + value + "\r\nB: 1\r\n\r\n"));
        assertEquals(value, Objects.requireNonNull(head).fields().get("a"));
        assertEquals("1", head.fields().get("b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                "GET /  HTTP/1.1\r\n\r\n",
                " GET / HTTP/1.1\r\n\r\n",
                "GET\t/ HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1 \r\n\r\n",
                "GET /\r\n\r\n",
                "GET /a b HTTP/1.1\r\n\r\n",
                "GET /\001 HTTP/1.1\r\n\r\n",
                "G(T / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\n: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\000b\r\n\r\n",
                "GET / HTTP/1.1\r\nHöst: a\r\n\r\n",
            })
    void whatTwoCouldReadDifferentlyIsRefused(String head) {
        assertEquals(MalformedException.Fault.SYNTAX, refusal(head).fault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/2.0\r\n\r\n", "GET / HTTP/1.2\r\n\r\n", "GET / HTTP/0.9\r\n\r\n"})
    void anotherVersionIsRefusedAsSuch(String head) {
        assertEquals(MalformedException.Fault.VERSION, refusal(head).fault());
    }

    @Test
    void boundsHoldBeforeALineIsWhole() {
        assertEquals(
                MalformedException.Fault.FIRST_LINE_TOO_LONG,
                refusal("GET /" + "a".repeat(90)).fault());
        assertEquals(
                MalformedException.Fault.FIELDS_TOO_LARGE,
                refusal("GET / HTTP/1.1\r\nA: " + "a".repeat(300)).fault());
        assertEquals(
                MalformedException.Fault.FIELDS_TOO_LARGE,
                refusal("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(6)).fault());
        assertEquals(
                MalformedException.Fault.FIELDS_TOO_LARGE,
                refusal("GET / HTTP/1.1\r\n" + ("A: " + "b".repeat(100) + "\r\n").repeat(3))
                        .fault());
    }

    @Test
    void anAnswerIsReadWithItsLiberties() throws MalformedException {
        var reader = new HeadReader<>(LIMITS, ResponseHead.Grammar.INSTANCE, new Scratch());
        ResponseHead head =
                Objects.requireNonNull(reader.read(bytes("HTTP/1.0 404 Not Here\nA: 1\r\n\t 2\r\nB: \u00e9\n\n")));
        assertEquals(Version.HTTP_1_0, head.version());
        assertEquals(404, head.status());
        assertEquals("Not Here", head.reason());
        assertEquals("1 2", head.fields().get("A"));
        assertEquals("\u00e9", head.fields().get("b"));
    }

    @Test
    void anAnswerNeedsNoReason() throws MalformedException {
        var reader = new HeadReader<>(LIMITS, ResponseHead.Grammar.INSTANCE, new Scratch());
        ByteBuf in = bytes("HTTP/1.1 204\r\n\r\nHTTP/1.1 204 \r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
        assertEquals("", Objects.requireNonNull(reader.read(in)).reason());
        assertEquals("", Objects.requireNonNull(reader.read(in)).reason());
        assertEquals("OK", Objects.requireNonNull(reader.read(in)).reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 2OO OK\r\n\r\n",
                "HTTP/1.1 99 No\r\n\r\n",
                "HTTP/1.1 2000 No\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                "HTTP/1.1 200 O\rK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
            })
    void aMalformedStatusLineIsRefused(String head) {
        var reader = new HeadReader<>(LIMITS, ResponseHead.Grammar.INSTANCE, new Scratch());
        assertThrows(MalformedException.class, () -> reader.read(bytes(head)));
    }

    private static void assertIsRequest(@Nullable RequestHead head) {
        RequestHead read = Objects.requireNonNull(head);
        assertEquals("GET", read.method());
        assertEquals("/a?b=1", read.target());
        assertEquals(Version.HTTP_1_1, read.version());
        assertEquals("Host: a.example\nAccept: */*\nEmpty: \n", read.fields().toString());
    }

    private static MalformedException refusal(String head) {
        return assertThrows(MalformedException.class, () -> requests().read(bytes(head)));
    }

    private static HeadReader<RequestHead> requests() {
        return new HeadReader<>(LIMITS, RequestHead.Grammar.INSTANCE, new Scratch());
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.buffer().writeBytes(text.getBytes(ISO_8859_1));
    }
}
