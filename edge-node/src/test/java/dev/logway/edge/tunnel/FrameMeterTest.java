package dev.logway.edge.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.tunnel.FrameMeter.Sender;
import dev.logway.testkit.Property;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Frames as Netty writes them, however they are cut. */
class FrameMeterTest {
    private static final int MAX = 70_000;

    @Test
    void messagesWithinTheLimitPassWhereverTheyAreCut() {
        Property.forAll(RandomGenerator::nextLong, seed -> {
            var random = new SplittableRandom(seed);
            Sender sender = random.nextBoolean() ? Sender.CLIENT : Sender.UPSTREAM;
            var meter = new FrameMeter(sender, MAX);
            ByteBuf sent = Unpooled.buffer();
            for (int message = 0; message < 5; message++) {
                message(random, sender, random.nextInt(MAX + 1), sent);
            }
            while (sent.isReadable()) {
                int cut = Math.min(
                        sent.readableBytes(), 1 + (random.nextBoolean() ? random.nextInt(4) : random.nextInt(MAX)));
                assertEquals(cut, meter.pass(sent.readSlice(cut)));
                assertNull(meter.fault());
            }
            assertTrue(meter.isBetweenFrames());
        });
    }

    @Test
    void theFrameThatMakesAMessageTooLargeIsNotPassedOn() {
        Property.forAll(RandomGenerator::nextLong, seed -> {
            var random = new SplittableRandom(seed);
            var meter = new FrameMeter(Sender.CLIENT, MAX);
            ByteBuf sent = Unpooled.buffer();
            message(random, Sender.CLIENT, random.nextInt(MAX), sent);
            int fine = sent.readableBytes();
            int part = random.nextInt(MAX);
            write(new BinaryWebSocketFrame(false, 0, zeros(part)), Sender.CLIENT, sent);
            write(new PingWebSocketFrame(zeros(random.nextInt(126))), Sender.CLIENT, sent);
            int last = sent.readableBytes();
            write(new ContinuationWebSocketFrame(true, 0, zeros(MAX - part + 1)), Sender.CLIENT, sent);
            int cut = random.nextInt(last + 1);
            assertEquals(cut, meter.pass(sent.readSlice(cut)));
            assertEquals(last - cut, meter.pass(sent));
            assertEquals(WebSocketCloseStatus.MESSAGE_TOO_BIG, meter.fault());
            assertTrue(meter.isBetweenFrames());
            assertTrue(fine <= last);
        });
    }

    /** Half of the header is at the other end, which cannot take another frame. */
    @Test
    void aFrameAtFaultThatWasBegunIsNotBetweenFrames() {
        var meter = new FrameMeter(Sender.CLIENT, 10);
        ByteBuf sent = Unpooled.buffer();
        write(new BinaryWebSocketFrame(zeros(11)), Sender.CLIENT, sent);
        assertEquals(1, meter.pass(sent.readSlice(1)));
        assertEquals(0, meter.pass(sent));
        assertEquals(WebSocketCloseStatus.MESSAGE_TOO_BIG, meter.fault());
        assertFalse(meter.isBetweenFrames());
    }

    @Test
    void aFrameThatIsNoneIsAProtocolError() {
        assertFault(Sender.CLIENT, "82 01 00"); // not masked
        assertFault(Sender.UPSTREAM, "82 81 00 00 00 00 00"); // masked
        assertFault(Sender.UPSTREAM, "82 7f ff ff ff ff ff ff ff ff"); // a negative length
        assertFault(Sender.UPSTREAM, "89 7e 00 7e"); // a ping of 126 bytes
        assertFault(Sender.UPSTREAM, "09 00"); // a ping in parts
    }

    private static void assertFault(Sender sender, String hexadecimal) {
        var meter = new FrameMeter(sender, MAX);
        ByteBuf bytes =
                Unpooled.wrappedBuffer(java.util.HexFormat.ofDelimiter(" ").parseHex(hexadecimal));
        assertEquals(0, meter.pass(bytes), hexadecimal);
        assertEquals(WebSocketCloseStatus.PROTOCOL_ERROR, meter.fault(), hexadecimal);
    }

    /** A message of {@code size} bytes, in parts, with pings between them. */
    private static void message(SplittableRandom random, Sender sender, int size, ByteBuf to) {
        int first = random.nextInt(size + 1);
        write(new BinaryWebSocketFrame(first == size, 0, zeros(first)), sender, to);
        for (int left = size - first; left > 0; ) {
            if (random.nextBoolean()) {
                write(new PingWebSocketFrame(zeros(random.nextInt(126))), sender, to);
            }
            int part = 1 + random.nextInt(left);
            left -= part;
            write(new ContinuationWebSocketFrame(left == 0, 0, zeros(part)), sender, to);
        }
    }

    private static void write(WebSocketFrame frame, Sender sender, ByteBuf to) {
        var encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(sender == Sender.CLIENT));
        encoder.writeOutbound(frame);
        for (ByteBuf bytes = encoder.readOutbound(); bytes != null; bytes = encoder.readOutbound()) {
            to.writeBytes(bytes);
            bytes.release();
        }
        encoder.finishAndReleaseAll();
    }

    private static ByteBuf zeros(int size) {
        return Unpooled.wrappedBuffer(new byte[size]);
    }
}
