package dev.logway.edge.http1;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.http1.ResponseFraming.Asked;
import dev.logway.testkit.Pick;
import dev.logway.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Two readers of the same bytes: this package and Netty's decoders. Whatever is accepted here is accepted there and
 * means the same, wherever the bytes are cut: first line, fields, body, trailers, where the next message begins, and
 * whether there may be one. {@code -Dlogway.seeds=20000} looks further than a build does.
 */
class CodecDifferentialTest {
    private static final HeadLimits LIMITS = new HeadLimits(1_000, 2_000, 50);
    private static final int STREAMS = 40;

    /** What is refused here and read by Netty, each reason with an example. */
    private static final Map<String, String> STRICTER_REQUESTS = Map.ofEntries(
            entry("a line ends without a carriage return", "\nGET / HTTP/1.1\r\n\r\n"),
            entry("the request line is not three words with one space between them", "GET  /\tHTTP/1.1\r\n\r\n"),
            entry("the request target holds a blank or a control character", "GET /\u0001 HTTP/1.1\r\n\r\n"),
            entry("unsupported version", "GET / HTTP/1.2\r\n\r\n"),
            entry("a header line goes on in the next one", "GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n"),
            entry("a header value holds a control character", chunkedRequest("0\r\nTrailer: \u0001\r\n\r\n")),
            entry("the request line ends with no version", "GET / \tHTTP/1.1\r\n\r\n"),
            entry("more than one content length", "GET / HTTP/1.0\r\nContent-Length: 0\r\nContent-Length: 1\r\n\r\n"),
            entry(
                    "a transfer coding other than chunked, once",
                    "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
            entry("malformed extension of a chunk", chunkedRequest("0;+ a\r\n\r\n")),
            entry("a chunk is too large", chunkedRequest("0".repeat(17) + "\r\n\r\n")),
            entry("a header name is no token", chunkedRequest("0\r\nX: a\r\n b\r\n\r\n")));

    private static final Map<String, String> STRICTER_ANSWERS = Map.ofEntries(
            entry("malformed status line", "HTTP/1.1  204 No\r\n\r\n"),
            entry("malformed status", "HTTP/1.1 +99 No\r\nContent-Length: 0\r\n\r\n"),
            entry(
                    "a header name is no token",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX : a\r\n\r\n"),
            entry("a header value holds a control character", "HTTP/1.1 204 No\r\nX: a\u000b\r\n\r\n"),
            entry("malformed content length", "HTTP/1.1 200 OK\r\nContent-Length: 0, 0\r\n\r\n"),
            entry("two content lengths", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\nContent-Length: 1\r\n\r\n"),
            entry(
                    "a transfer coding that nobody asked for",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
            entry(
                    "a line ends without a carriage return",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\n"),
            entry(
                    "malformed extension of a chunk",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0;+ a\r\n\r\n"),
            entry(
                    "a chunk is too large",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "0".repeat(17) + "\r\n\r\n"));

    /** What is read here and refused by Netty; none of it says where a message ends. */
    private static final List<String> LAXER = List.of(
            "InvalidChunkExtensionException", // Netty takes no tabs around extensions
            "IndexOutOfBoundsException: bitIndex < 0", // Netty's table ends with ASCII
            // Netty folds a line behind an empty value into one that starts with a blank.
            "Content-Length value is not a number:  ");

    /** What is received on one connection, in the pieces in which it comes. */
    private record Wire(List<String> pieces) {
        static Wire of(RandomGenerator random, String bytes) {
            int[] cuts = random.ints(Pick.one(random, 0, 1, 5, bytes.length()), 0, bytes.length() + 1)
                    .sorted()
                    .toArray();
            var pieces = new ArrayList<String>();
            int from = 0;
            for (int cut : cuts) {
                pieces.add(bytes.substring(from, cut));
                from = cut;
            }
            pieces.add(bytes.substring(from));
            return new Wire(pieces);
        }

        @Override
        public String toString() {
            return pieces.stream().map(Wire::visible).collect(Collectors.joining("|"));
        }

        private static String visible(String bytes) {
            return bytes.chars()
                    .mapToObj(c -> switch (c) {
                        case '\r' -> "\\r";
                        case '\n' -> "\\n";
                        default -> c < ' ' || c > '~' ? String.format("\\x%02x", c) : String.valueOf((char) c);
                    })
                    .collect(Collectors.joining());
        }
    }

    @Test
    void whatRequestsMayBeIsReadAsNettyReadsIt() {
        forAll(random -> AnyMessages.several(random, 1, 4, AnyMessages::request), stream -> {
            assertNull(requests(stream).refusal());
            assertSameRequests(stream);
        });
    }

    @Test
    void requestsWithSomethingWrongAreRefusedOrReadAsNettyReadsThem() {
        forAll(
                random -> AnyMessages.several(random, 1, 4, each -> damaged(each, AnyMessages.request(each))),
                CodecDifferentialTest::assertSameRequests);
    }

    @Test
    void whatAnswersMayBeIsReadAsNettyReadsIt() {
        forAll(
                random -> AnyMessages.several(random, 0, 3, AnyMessages::liberalAnswer)
                        + Pick.one(random, "", AnyMessages.untilTheEnd(random)),
                stream -> {
                    assertNull(answers(stream, Asked.ANY).refusal());
                    assertSameAnswers(stream, Asked.ANY);
                });
    }

    @Test
    void answersWithSomethingWrongAreRefusedOrReadAsNettyReadsThem() {
        forAll(
                random -> AnyMessages.several(random, 1, 4, each -> damaged(each, AnyMessages.liberalAnswer(each))),
                stream -> assertSameAnswers(stream, Asked.ANY));
    }

    @Test
    void answersToHeadAreRefusedOrReadAsNettyReadsThem() {
        forAll(
                random -> AnyMessages.several(random, 1, 4, each -> damaged(each, AnyMessages.bodiless(each))),
                stream -> assertSameAnswers(stream, Asked.HEAD));
    }

    @TestFactory
    Stream<DynamicTest> onlyNettyReads() {
        var requests = STRICTER_REQUESTS.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest("request: " + each.getKey(), () -> {
                    var stream = new Wire(List.of(each.getValue()));
                    assertEquals(each.getKey(), requests(stream).refusal());
                    assertEquals(1, NettyCodec.requests(stream.pieces()).whole().size());
                }));
        var answers = STRICTER_ANSWERS.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest("answer: " + each.getKey(), () -> {
                    var stream = new Wire(List.of(each.getValue()));
                    assertEquals(each.getKey(), answers(stream, Asked.ANY).refusal());
                    assertEquals(
                            1,
                            NettyCodec.responses(stream.pieces(), Asked.ANY)
                                    .whole()
                                    .size());
                }));
        return Stream.concat(requests, answers);
    }

    private static void forAll(Function<RandomGenerator, String> bytes, Consumer<Wire> claim) {
        Property.forAllLists(
                STREAMS, random -> Wire.of(random, bytes.apply(random)), streams -> streams.forEach(claim));
    }

    private static String damaged(RandomGenerator random, String message) {
        return switch (random.nextInt(4)) {
            case 0 -> message;
            case 1 -> AnyMessages.mutated(random, message);
            case 2 -> AnyMessages.withWrongLine(random, message);
            default -> AnyMessages.mutated(random, AnyMessages.withWrongLine(random, message));
        };
    }

    private static Reading requests(Wire stream) {
        return OurCodec.requests(stream.pieces(), LIMITS);
    }

    private static Reading answers(Wire stream, Asked asked) {
        return OurCodec.responses(stream.pieces(), LIMITS, asked);
    }

    private static void assertSameRequests(Wire stream) {
        assertSame(requests(stream), NettyCodec.requests(stream.pieces()), STRICTER_REQUESTS);
    }

    private static void assertSameAnswers(Wire stream, Asked asked) {
        Reading netty = NettyCodec.responses(stream.pieces(), asked);
        assertSame(answers(stream, asked).unfolded(), netty.unfolded(), STRICTER_ANSWERS);
    }

    private static void assertSame(Reading ours, Reading netty, Map<String, String> stricter) {
        int both = Math.min(ours.whole().size(), netty.whole().size());
        for (int i = 0; i < both; i++) {
            assertSame(ours.whole().get(i), netty.whole().get(i));
        }
        if (netty.whole().size() < ours.whole().size()) {
            String refusal = String.valueOf(netty.refusal());
            assertTrue(LAXER.stream().anyMatch(refusal::contains), () -> "only Netty refuses: " + refusal);
        } else if (ours.refusal() != null) {
            boolean isKnown = netty.whole().size() == both || stricter.containsKey(ours.refusal());
            assertTrue(isKnown, () -> "only this package refuses: " + ours.refusal());
        } else {
            assertEquals(both, netty.whole().size(), "Netty has read more");
        }
        if (ours.refusal() == null && netty.refusal() == null) {
            assertEquals(netty.part() == null, ours.part() == null, "the last head is whole");
            assertEquals(netty.partBody(), ours.partBody());
        }
    }

    private static void assertSame(Reading.Message ours, Reading.Message netty) {
        assertEquals(netty.first(), ours.first());
        assertEquals(netty.fields(), ours.fields());
        assertEquals(netty.body(), ours.body());
        assertEquals(netty.trailers(), ours.trailers());
        boolean isReused = ours.reuse() == Reading.Reuse.GOES_ON;
        assertTrue(!isReused || netty.reuse() == Reading.Reuse.GOES_ON, "Netty would end the connection");
    }

    private static String chunkedRequest(String body) {
        return "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
    }
}
