package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

/*
 * Lines are put together in an array and copied once: writing to a buffer piece by piece costs several times as much.
 */
/** Writes heads. What it is given is well-formed already: {@link Fields} holds nothing else. */
final class HeadWriter {
    private static final int ASCII = 0x80;

    private final Scratch scratch;
    private int length;

    /** @param scratch of the event loop that the writer belongs to */
    HeadWriter(Scratch scratch) {
        this.scratch = scratch;
    }

    /**
     * Writes the head of a request, all of it.
     *
     * @param target beyond ASCII it is written as UTF-8
     */
    void request(ByteBuf to, String method, String target, Fields fields) {
        text(method);
        text(" ");
        if (isAscii(target)) {
            text(target);
        } else {
            octets(target.getBytes(UTF_8));
        }
        text(" HTTP/1.1\r\n");
        lines(fields);
        text("\r\n");
        copy(to);
    }

    /** Writes the head of an answer, all of it. */
    void response(ByteBuf to, int status, String reason, Fields fields) {
        text("HTTP/1.1 ");
        text(Integer.toString(status));
        text(" ");
        text(reason);
        text("\r\n");
        lines(fields);
        text("\r\n");
        copy(to);
    }

    /** Writes the size of a chunk of {@code bytes}, 0 of them for the last one. */
    void chunkSize(ByteBuf to, int bytes) {
        text(Integer.toHexString(bytes));
        text("\r\n");
        copy(to);
    }

    /** Writes header lines, without the empty one behind them. */
    void fields(ByteBuf to, Fields fields) {
        lines(fields);
        copy(to);
    }

    private void lines(Fields fields) {
        for (int i = 0; i < fields.count(); i++) {
            text(fields.nameAt(i));
            text(": ");
            text(fields.valueAt(i));
            text("\r\n");
        }
    }

    @SuppressWarnings("deprecation") // takes the low byte of each character, which is what ISO 8859-1 is
    private void text(String text) {
        int end = length + text.length();
        text.getBytes(0, text.length(), scratch.atLeast(end), length);
        length = end;
    }

    private void octets(byte[] octets) {
        int end = length + octets.length;
        System.arraycopy(octets, 0, scratch.atLeast(end), length, octets.length);
        length = end;
    }

    private void copy(ByteBuf to) {
        to.writeBytes(scratch.bytes(), 0, length);
        length = 0;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= ASCII) {
                return false;
            }
        }
        return true;
    }
}
