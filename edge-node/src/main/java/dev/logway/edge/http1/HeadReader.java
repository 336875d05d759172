package dev.logway.edge.http1;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Bytes are copied once, as many as there are up to a bound, and read in the array: a loop over an array costs a fraction
 * of one over a buffer. Lines that are whole are consumed, so that a head that comes in small pieces is not read again
 * and again.
 */
/** Reads the heads of the messages of one connection, one after the other, however the bytes come. */
final class HeadReader<H> {
    private final HeadLimits limits;
    private final Grammar<H> grammar;
    private final Scratch scratch;
    private final FieldLine.Gap gap;
    private @Nullable H head;
    private @Nullable Fields fields;
    private int fieldBytes;
    private boolean begun;

    /** What the heads of requests and responses differ in. */
    interface Grammar<H> {

        /** Whether a line may end with a line feed alone. */
        boolean allowsBareLineFeed();

        /** What becomes of blanks between a name and its colon. */
        FieldLine.Gap gap();

        /** Reads the first line, which is not empty, from {@code from} to {@code to}. */
        H first(byte[] bytes, int from, int to, Fields fields) throws MalformedException;

        /** Reads a line that starts with a blank: more of the last field (RFC 9112, section 5.2). */
        void folded(byte[] bytes, int from, int to, Fields fields) throws MalformedException;
    }

    HeadReader(HeadLimits limits, Grammar<H> grammar, Scratch scratch) {
        this.limits = limits;
        this.scratch = scratch;
        this.grammar = grammar;
        this.gap = grammar.gap();
    }

    /** Whether some of a head was read, and not all of it. */
    boolean isBegun() {
        return begun;
    }

    /**
     * Reads on.
     *
     * @param in what it uses is consumed; a line that is not whole is left, to be given again with more behind it
     * @return the head once it is whole, then null until the next one is
     */
    @Nullable
    H read(ByteBuf in) throws MalformedException {
        while (in.isReadable()) {
            byte[] window = scratch.bytes();
            int available = Math.min(in.readableBytes(), window.length);
            in.getBytes(in.readerIndex(), window, 0, available);
            int used = lines(window, available);
            in.skipBytes(used < 0 ? -used : used);
            if (used < 0) {
                return whole();
            }
            begun = head != null || in.isReadable();
            if (used == 0) {
                requireRoom(available);
                if (available < window.length) {
                    return null;
                }
                scratch.atLeast(2 * window.length);
            }
        }
        return null;
    }

    /** Bytes of whole lines that were used; negative if the last of them ended the head. */
    private int lines(byte[] window, int available) throws MalformedException {
        int from = 0;
        for (int i = 0; i < available; i++) {
            if (window[i] != '\n') {
                continue;
            }
            boolean hasReturn = i > from && window[i - 1] == '\r';
            if (!hasReturn && !grammar.allowsBareLineFeed()) {
                throw new MalformedException("a line ends without a carriage return");
            }
            int to = hasReturn ? i - 1 : i;
            if (to == from && head != null) {
                return -(i + 1);
            }
            line(window, from, to);
            from = i + 1;
        }
        return from;
    }

    private void line(byte[] window, int from, int to) throws MalformedException {
        Fields into = fields;
        if (into == null) {
            if (to > from) { // empty lines before the first one are skipped (RFC 9112, section 2.2)
                requireFirst(to - from);
                fields = new Fields();
                head = grammar.first(window, from, to, fields);
            }
            return;
        }
        fieldBytes += to - from;
        requireRoomFor(fieldBytes);
        if (!FieldLine.isBlank(window[from])) {
            FieldLine.read(window, from, to, gap, into);
            requireFewer(into.count());
        } else if (into.isEmpty()) {
            throw new MalformedException("the first header line starts with a blank");
        } else {
            grammar.folded(window, from, to, into);
        }
    }

    private H whole() {
        H read = Objects.requireNonNull(head);
        head = null;
        fields = null;
        fieldBytes = 0;
        begun = false;
        return read;
    }

    /** Refuses a line that is too long already. */
    private void requireRoom(int lineBytes) throws MalformedException {
        if (head == null) {
            requireFirst(lineBytes - 1);
        } else {
            requireRoomFor(fieldBytes + lineBytes - 1);
        }
    }

    private void requireFirst(int lineBytes) throws MalformedException {
        if (lineBytes > limits.firstLineBytes()) {
            throw new MalformedException(MalformedException.Fault.FIRST_LINE_TOO_LONG, "the first line is too long");
        }
    }

    private void requireRoomFor(int bytes) throws MalformedException {
        if (bytes > limits.fieldBytes()) {
            throw new MalformedException(MalformedException.Fault.FIELDS_TOO_LARGE, "the header section is too long");
        }
    }

    private void requireFewer(int count) throws MalformedException {
        if (count > limits.fields()) {
            throw new MalformedException(MalformedException.Fault.FIELDS_TOO_LARGE, "too many header fields");
        }
    }
}
