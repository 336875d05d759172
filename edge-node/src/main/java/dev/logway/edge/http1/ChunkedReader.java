package dev.logway.edge.http1;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a chunked body (RFC 9112, section 7.1). Chunk extensions are bounded and dropped; lines end with CR and LF and
 * nothing else, because what others take for a line end decides where a message ends.
 */
final class ChunkedReader implements BodyReader {
    /** Digits of a size; more would not fit into a long. */
    private static final int SIZE_DIGITS = 15;

    /** Bytes of a size with its extensions. */
    private static final int SIZE_LINE = 1_024;

    /** What says where a message ends stands before its body; behind it, it is dropped (RFC 9110, section 6.5.1). */
    private static final List<String> FRAMING = List.of("Content-Length", "Transfer-Encoding", "Trailer");

    private final HeadLimits limits;
    private final Fields trailers = new Fields();
    private State state = State.SIZE;
    private long left;
    private int trailerBytes;

    private enum State {
        SIZE,
        DATA,
        DATA_END,
        TRAILERS,
        WHOLE
    }

    ChunkedReader(HeadLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean read(ByteBuf in, Sink sink) throws MalformedException {
        boolean goesOn = true;
        while (goesOn && state != State.WHOLE) {
            goesOn = switch (state) {
                case SIZE -> size(in);
                case DATA -> data(in, sink);
                case DATA_END -> dataEnd(in);
                case TRAILERS -> trailer(in);
                case WHOLE -> false;
            };
        }
        return state == State.WHOLE;
    }

    @Override
    public Fields trailers() {
        return trailers;
    }

    private boolean size(ByteBuf in) throws MalformedException {
        byte[] line = line(in, SIZE_LINE);
        if (line == null) {
            return false;
        }
        int digits = 0;
        long size = 0;
        for (; digits < line.length && Character.digit(line[digits], 16) >= 0; digits++) {
            size = 16 * size + Character.digit(line[digits], 16);
            if (digits == SIZE_DIGITS) {
                throw new MalformedException("a chunk is too large");
            }
        }
        if (digits == 0) {
            throw new MalformedException("malformed size of a chunk");
        }
        ChunkExtensions.require(line, digits, line.length);
        left = size;
        state = size == 0 ? State.TRAILERS : State.DATA;
        return true;
    }

    private boolean data(ByteBuf in, Sink sink) {
        int available = (int) Math.min(left, in.readableBytes());
        if (available > 0) {
            left -= available;
            sink.take(in.readRetainedSlice(available));
        }
        if (left == 0) {
            state = State.DATA_END;
        }
        return left == 0;
    }

    private boolean dataEnd(ByteBuf in) throws MalformedException {
        if (in.readableBytes() < 2) {
            return false;
        }
        if (in.readByte() != '\r' || in.readByte() != '\n') {
            throw new MalformedException("a chunk is longer than its size");
        }
        state = State.SIZE;
        return true;
    }

    private boolean trailer(ByteBuf in) throws MalformedException {
        byte[] line = line(in, limits.fieldBytes() - trailerBytes);
        if (line == null) {
            return false;
        }
        if (line.length == 0) {
            FRAMING.forEach(trailers::remove);
            state = State.WHOLE;
            return true;
        }
        trailerBytes += line.length;
        FieldLine.read(line, 0, line.length, FieldLine.Gap.REFUSED, trailers);
        if (trailers.count() > limits.fields()) {
            throw new MalformedException(MalformedException.Fault.FIELDS_TOO_LARGE, "too many trailers");
        }
        return true;
    }

    /** The next line without its end, or null if it is not whole. */
    private static byte @Nullable [] line(ByteBuf in, int most) throws MalformedException {
        int length = in.bytesBefore((byte) '\n');
        if (length < 0 ? in.readableBytes() > most + 1 : length > most + 1) {
            throw new MalformedException(
                    MalformedException.Fault.FIELDS_TOO_LARGE, "a line in a chunked body is too long");
        }
        if (length < 0) {
            return null;
        }
        if (length == 0 || in.getByte(in.readerIndex() + length - 1) != '\r') {
            throw new MalformedException("a line ends without a carriage return");
        }
        var line = new byte[length - 1];
        in.readBytes(line).skipBytes(2);
        return line;
    }
}
