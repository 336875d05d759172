package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
    private static final HeadLimits LIMITS = new HeadLimits(64, 32, 2);
    private static final String CHUNKED = "5\r\nhello\r\n1;a=\"b\"\r\n,\r\n00A \t;x\r\n0123456789\r\n0\r\nA: 1\r\n\r\n";

    private final StringBuilder read = new StringBuilder();

    @Test
    void aChunkedBodyIsReadWhereverItIsCutInTwo() throws MalformedException {
        for (int cut = 0; cut <= CHUNKED.length(); cut++) {
            read.setLength(0);
            BodyReader body = BodyReader.chunked(LIMITS);
            ByteBuf in = bytes(CHUNKED.substring(0, cut));
            assertEquals(cut == CHUNKED.length(), body.read(in, this::take));
            in.writeBytes(bytes(CHUNKED.substring(cut) + "GET"));
            assertTrue(body.read(in, this::take));
            assertEquals("hello,0123456789", read.toString());
            assertEquals("A: 1\n", body.trailers().toString());
            assertEquals("GET", in.toString(ISO_8859_1));
        }
    }

    @Test
    void fieldsThatFrameAMessageAreNoTrailers() throws MalformedException {
        BodyReader body = BodyReader.chunked(new HeadLimits(64, 128, 4));
        String trailers = "content-length: 5\r\nTransfer-Encoding: chunked\r\nA: 1\r\nTrailer: A\r\n";
        assertTrue(body.read(bytes("0\r\n" + trailers + "\r\n"), this::take));
        assertEquals("A: 1\n", body.trailers().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "x\r\n",
                "-1\r\n",
                "+1\r\n",
                " 1\r\n",
                "1 \r\na\r\n",
                "0x1\r\na\r\n",
                "1\na\r\n0\r\n\r\n",
                "1\r\nab\r\n",
                "1\r\na\n\r0\r\n",
                "1\r\na\r\n0\r\nA : 1\r\n\r\n",
                "1\r\na\r\n0\r\n\n",
                "1234567890abcdef0\r\n",
                "ffffffffffffffff\r\n",
                "1;a\rb\r\n",
                "1;\r\n",
                "1;;a\r\n",
                "1;a=\r\n",
                "1;a=\"b\r\n",
                "1;a=\"b\\\"\r\n",
                "1;a=\"b\"c\r\n",
                "0\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n",
            })
    void wrongFramingIsRefused(String text) {
        BodyReader body = BodyReader.chunked(LIMITS);
        assertThrows(MalformedException.class, () -> body.read(bytes(text), this::take));
    }

    @Test
    void linesAreBoundedBeforeTheyAreWhole() {
        assertThrows(
                MalformedException.class,
                () -> BodyReader.chunked(LIMITS).read(bytes("1;" + "a".repeat(2_000)), this::take));
        assertThrows(
                MalformedException.class,
                () -> BodyReader.chunked(LIMITS).read(bytes("0\r\nA: " + "a".repeat(40)), this::take));
    }

    @Test
    void aBodyOfKnownLengthEndsThere() throws MalformedException {
        BodyReader body = BodyReader.ofLength(5);
        assertFalse(body.read(bytes("hel"), this::take));
        ByteBuf in = bytes("loGET");
        assertTrue(body.read(in, this::take));
        assertEquals("hello", read.toString());
        assertEquals("GET", in.toString(ISO_8859_1));
        assertTrue(BodyReader.ofLength(0).read(Unpooled.EMPTY_BUFFER, this::take));
    }

    @Test
    void aBodyUntilTheEndOfTheConnectionNeverEndsBefore() throws MalformedException {
        BodyReader body = BodyReader.untilClose();
        assertFalse(body.read(bytes("hello"), this::take));
        assertEquals("hello", read.toString());
        assertTrue(body.endsWithConnection());
    }

    private void take(ByteBuf data) {
        read.append(data.toString(ISO_8859_1));
        data.release();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.buffer().writeBytes(text.getBytes(ISO_8859_1));
    }
}
