package dev.logway.bench.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Finds where the answer on a connection ends (RFC 9112, section 6), fed with bytes as they arrive; takes time for
 * nothing else, because it runs in the load generator. Interim answers (1xx) are passed over. Confined to one thread.
 */
public final class ResponseFramer {
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int LARGEST_HEAD = 64 * 1024;
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final Body body;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private byte[] head = new byte[1024];
    private int headLength;
    private int matched;
    private State state = State.HEAD;
    private long left;
    private int status;
    private boolean closes;

    /** What becomes of the answers' bodies. */
    public enum Body {
        DROPPED,
        KEPT
    }

    private enum State {
        HEAD,
        LENGTH,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        UNTIL_CLOSE,
        COMPLETE
    }

    public ResponseFramer(Body body) {
        this.body = body;
    }

    /** Makes ready for the next answer. */
    public void reset() {
        headLength = 0;
        matched = 0;
        left = 0;
        status = 0;
        closes = false;
        state = State.HEAD;
        content.reset();
    }

    /**
     * Takes bytes up to the end of the answer.
     *
     * @return how many were taken; fewer than {@code length} only when the answer is complete
     * @throws IllegalArgumentException if this is not HTTP/1.1
     */
    public int feed(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && state != State.COMPLETE) {
            at = switch (state) {
                case HEAD -> head(bytes, at, end);
                case LENGTH, CHUNK -> content(bytes, at, end);
                case UNTIL_CLOSE -> {
                    keep(bytes, at, end - at);
                    yield end;
                }
                case CHUNK_SIZE, CHUNK_END, TRAILER -> chunkLine(bytes[at++], at);
                case COMPLETE -> at;
            };
        }
        return at - offset;
    }

    /** Takes note that the peer has closed the connection, which ends an answer without a length. */
    public void closed() {
        if (state == State.UNTIL_CLOSE) {
            state = State.COMPLETE;
        }
    }

    public boolean isComplete() {
        return state == State.COMPLETE;
    }

    /** The status code of a complete answer. */
    public int status() {
        return status;
    }

    /** Whether the peer will close the connection behind this answer. */
    public boolean closes() {
        return closes;
    }

    /** The first value of a header of a complete answer; empty if there is none. {@code name} in lower case. */
    public String header(String name) {
        return new String(head, 0, headLength, StandardCharsets.ISO_8859_1)
                .lines()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The body of a complete answer, if bodies are kept. */
    public byte[] content() {
        return content.toByteArray();
    }

    private int head(byte[] bytes, int from, int end) {
        for (int at = from; at < end; at++) {
            byte b = bytes[at];
            if (headLength == head.length) {
                grow();
            }
            head[headLength++] = b;
            matched = b == END_OF_HEAD[matched] ? matched + 1 : b == '\r' ? 1 : 0;
            if (matched == END_OF_HEAD.length) {
                matched = 0;
                endOfHead();
                return at + 1;
            }
        }
        return end;
    }

    private void grow() {
        if (head.length >= LARGEST_HEAD) {
            throw new IllegalArgumentException("head of an answer: longer than " + LARGEST_HEAD);
        }
        head = Arrays.copyOf(head, head.length * 2);
    }

    private void endOfHead() {
        if (headLength < STATUS_AT + 3 || head[0] != 'H' || head[STATUS_AT - 1] != ' ') {
            throw new IllegalArgumentException("answer: " + new String(head, 0, headLength, StandardCharsets.ISO_8859_1)
                    + " (expected: HTTP/1.1)");
        }
        status = (head[STATUS_AT] - '0') * 100 + (head[STATUS_AT + 1] - '0') * 10 + head[STATUS_AT + 2] - '0';
        if (status < 200) {
            headLength = 0;
            return;
        }
        Framing framing = Framing.of(head, headLength);
        closes = framing.closes();
        left = framing.length();
        state = status == 204 || status == 304 || framing.length() == 0
                ? State.COMPLETE
                : framing.isChunked() ? State.CHUNK_SIZE : left > 0 ? State.LENGTH : State.UNTIL_CLOSE;
        if (state == State.CHUNK_SIZE) {
            left = 0;
        }
    }

    private int content(byte[] bytes, int at, int end) {
        int taken = (int) Math.min(left, end - at);
        keep(bytes, at, taken);
        left -= taken;
        if (left == 0) {
            state = state == State.LENGTH ? State.COMPLETE : State.CHUNK_END;
        }
        return at + taken;
    }

    /** One byte of a line between chunks; returns {@code next}, for the caller's convenience. */
    private int chunkLine(byte b, int next) {
        switch (state) {
            case CHUNK_SIZE -> {
                int digit = matched == 0 ? Character.digit(b, 16) : -1;
                if (digit >= 0) {
                    left = left * 16 + digit;
                } else if (b == '\n') {
                    matched = 0;
                    state = left == 0 ? State.TRAILER : State.CHUNK;
                } else {
                    matched = 1;
                }
            }
            case CHUNK_END -> {
                if (b == '\n') {
                    state = State.CHUNK_SIZE;
                }
            }
            case TRAILER -> {
                if (b == '\n') {
                    state = matched == 0 ? State.COMPLETE : State.TRAILER;
                    matched = 0;
                } else if (b != '\r') {
                    matched = 1;
                }
            }
            case HEAD, LENGTH, CHUNK, UNTIL_CLOSE, COMPLETE -> throw new IllegalStateException("state: " + state);
        }
        return next;
    }

    private void keep(byte[] bytes, int at, int length) {
        if (body == Body.KEPT) {
            content.write(bytes, at, length);
        }
    }
}
