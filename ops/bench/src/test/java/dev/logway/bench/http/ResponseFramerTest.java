package dev.logway.bench.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResponseFramerTest {
    private static final String NEXT = "HTTP/1.1 404 Not Found\r\n";

    @Test
    void aLengthEndsTheBody() {
        assertFramed("HTTP/1.1 200 OK\r\nServer: x\r\ncontent-LENGTH:  5\r\n\r\nhello", 200, "hello");
    }

    @Test
    void chunksAreJoined() {
        assertFramed(
                "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5;a=1\r\nhello\r\nA\r\n, world...\r\n0\r\n\r\n",
                201,
                "hello, world...");
    }

    @Test
    void trailersAreTaken() {
        assertFramed(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nDigest: y\r\nAge: 1\r\n\r\n",
                200,
                "x");
    }

    @Test
    void chunksCountMoreThanALength() {
        assertFramed(
                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
                200,
                "x");
    }

    @Test
    void someStatusesHaveNoBody() {
        assertFramed("HTTP/1.1 204 No Content\r\n\r\n", 204, "");
        assertFramed("HTTP/1.1 304 Not Modified\r\nContent-Length: 700\r\n\r\n", 304, "");
        assertFramed("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, "");
    }

    @Test
    void interimAnswersArePassedOver() {
        assertFramed("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x");
    }

    @Test
    void withoutALengthTheConnectionEndsTheBody() {
        var framer = new ResponseFramer(ResponseFramer.Body.KEPT);
        feed(framer, "HTTP/1.1 200 OK\r\n\r\nsome", 100);
        assertFalse(framer.isComplete());
        framer.closed();
        assertTrue(framer.isComplete());
        assertEquals("some", body(framer));
    }

    @Test
    void aClosedConnectionDoesNotCompleteALength() {
        var framer = new ResponseFramer(ResponseFramer.Body.KEPT);
        feed(framer, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome", 100);
        framer.closed();
        assertFalse(framer.isComplete());
    }

    @Test
    void theLastAnswerOfAConnectionIsKnown() {
        for (String value : List.of("close", "Close")) {
            var framer = new ResponseFramer(ResponseFramer.Body.KEPT);
            feed(framer, "HTTP/1.1 200 OK\r\nConnection: " + value + "\r\nContent-Length: 0\r\n\r\n", 100);
            assertTrue(framer.closes());
            framer.reset();
            feed(framer, "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n", 100);
            assertFalse(framer.closes());
        }
    }

    @Test
    void headersAreFoundInAnyCase() {
        var framer = new ResponseFramer(ResponseFramer.Body.DROPPED);
        feed(framer, "HTTP/1.1 200 OK\r\nLOGWAY-Revision: 42 \r\nContent-Length: 1\r\n\r\nx", 100);
        assertEquals("42", framer.header("logway-revision"));
        assertEquals("", framer.header("etag"));
        assertEquals("", body(framer));
    }

    @Test
    void otherProtocolsAreRefused() {
        var framer = new ResponseFramer(ResponseFramer.Body.KEPT);
        assertThrows(IllegalArgumentException.class, () -> feed(framer, "SSH-2.0-OpenSSH\r\n\r\n", 100));
    }

    /** Whole, in pieces of every size, and with the next answer's first bytes behind it. */
    private static void assertFramed(String answer, int status, String body) {
        for (int piece = 1; piece <= answer.length(); piece++) {
            var framer = new ResponseFramer(ResponseFramer.Body.KEPT);
            feed(framer, answer, piece);
            assertTrue(framer.isComplete(), "pieces of " + piece);
            assertEquals(status, framer.status());
            assertEquals(body, body(framer));
        }
        var framer = new ResponseFramer(ResponseFramer.Body.KEPT);
        byte[] both = (answer + NEXT).getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(answer.length(), framer.feed(both, 0, both.length));
        assertEquals(body, body(framer));
    }

    private static void feed(ResponseFramer framer, String text, int piece) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at += piece) {
            framer.feed(bytes, at, Math.min(piece, bytes.length - at));
        }
    }

    private static String body(ResponseFramer framer) {
        return new String(framer.content(), StandardCharsets.ISO_8859_1);
    }
}
