package dev.logway.edge.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import org.jspecify.annotations.Nullable;

/**
 * Sees where the frames of one direction of a WebSocket begin, and how large its messages are (RFC 6455, section 5).
 * Payloads are skipped, and what extensions, opcodes and codes mean is for both ends. Confined to one event loop.
 */
final class FrameMeter {
    private static final int FIN = 0x80;
    private static final int MASK = 0x80;
    private static final int CONTROL = 0x08;
    private static final int MAX_CONTROL_PAYLOAD = 125;
    private static final int LENGTH_OF_16_BITS = 126;
    private static final int LENGTH_OF_64_BITS = 127;
    private static final int MASKING_KEY = 4;

    private final Sender sender;
    private final long maxMessage;
    private int headerRead;
    private int headerPassed;
    private int first;
    private int lengthEnd;
    private int headerEnd;
    private boolean masked;
    private long length;
    private long payloadLeft;
    private long message;
    private @Nullable WebSocketCloseStatus fault;

    /** Who sends the frames; a client masks them, an upstream does not. */
    enum Sender {
        CLIENT,
        UPSTREAM
    }

    /** @param maxMessage bytes of the payloads of one message together, as they are on the wire */
    FrameMeter(Sender sender, long maxMessage) {
        this.sender = sender;
        this.maxMessage = maxMessage;
    }

    /**
     * Takes the next bytes, which stay as they are.
     *
     * @return how many of them may be passed on: all, or those before the frame at fault
     */
    int pass(ByteBuf bytes) {
        int begin = bytes.readerIndex();
        int end = bytes.writerIndex();
        int frame = begin;
        int at = begin;
        while (at < end) {
            if (payloadLeft > 0) {
                int skipped = (int) Math.min(payloadLeft, end - at);
                at += skipped;
                payloadLeft -= skipped;
                continue;
            }
            if (headerRead == 0) {
                frame = at;
                headerPassed = 0;
            }
            if (header(bytes.getByte(at++) & 0xff)) {
                headerRead = 0;
                fault = judge();
                if (fault != null) {
                    return frame - begin;
                }
                headerPassed = 0;
                payloadLeft = length;
            }
        }
        headerPassed = headerRead;
        return end - begin;
    }

    /** Why nothing more may be passed on; null if more may. */
    @Nullable
    WebSocketCloseStatus fault() {
        return fault;
    }

    /** Whether what was passed on ends where a frame ends, so that one of the edge's own may follow. */
    boolean isBetweenFrames() {
        return payloadLeft == 0 && headerRead == 0 && headerPassed == 0;
    }

    /** Takes a byte of a header. @return whether it was its last */
    private boolean header(int octet) {
        int place = headerRead++;
        if (place == 0) {
            first = octet;
        } else if (place == 1) {
            masked = (octet & MASK) != 0;
            int given = octet & ~MASK;
            int more = switch (given) {
                case LENGTH_OF_16_BITS -> 2;
                case LENGTH_OF_64_BITS -> 8;
                default -> 0;
            };
            length = more == 0 ? given : 0;
            lengthEnd = 2 + more;
            headerEnd = lengthEnd + (masked ? MASKING_KEY : 0);
        } else if (place < lengthEnd) {
            length = length << 8 | octet;
        }
        return place > 0 && headerRead == headerEnd;
    }

    private @Nullable WebSocketCloseStatus judge() {
        boolean isFinal = (first & FIN) != 0;
        boolean isControl = (first & CONTROL) != 0;
        if (masked != (sender == Sender.CLIENT)
                || length < 0
                || (isControl && (length > MAX_CONTROL_PAYLOAD || !isFinal))) {
            return WebSocketCloseStatus.PROTOCOL_ERROR;
        }
        if (isControl) {
            return null;
        }
        if (length > maxMessage - message) {
            return WebSocketCloseStatus.MESSAGE_TOO_BIG;
        }
        message = isFinal ? 0 : message + length;
        return null;
    }
}
