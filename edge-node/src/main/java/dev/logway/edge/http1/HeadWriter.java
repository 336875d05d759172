package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

/** Writes heads. What it is given is well-formed already: {@link Fields} holds nothing else. */
public final class HeadWriter {
    private static final int COLON_SPACE = ':' << 8 | ' ';
    private static final int CRLF = '\r' << 8 | '\n';
    private static final int ASCII = 0x80;

    /** Copying by way of an array costs a fraction of writing character by character. */
    private final Scratch scratch;

    /** @param scratch of the event loop that the writer belongs to */
    public HeadWriter(Scratch scratch) {
        this.scratch = scratch;
    }

    /**
     * Writes the head of a request, all of it.
     *
     * @param target beyond ASCII it is written as UTF-8
     */
    public void request(ByteBuf to, String method, String target, Fields fields) {
        text(to, method);
        to.writeByte(' ');
        if (isAscii(target)) {
            text(to, target);
        } else {
            to.writeBytes(target.getBytes(UTF_8));
        }
        text(to, " HTTP/1.1\r\n");
        fields(to, fields);
        to.writeShort(CRLF);
    }

    /** Writes the head of an answer, all of it. */
    public void response(ByteBuf to, int status, String reason, Fields fields) {
        text(to, "HTTP/1.1 ");
        to.writeByte('0' + status / 100).writeByte('0' + status / 10 % 10).writeByte('0' + status % 10);
        to.writeByte(' ');
        text(to, reason);
        to.writeShort(CRLF);
        fields(to, fields);
        to.writeShort(CRLF);
    }

    /** Writes the size of a chunk of {@code bytes}, 0 of them for the last one. */
    public void chunkSize(ByteBuf to, int bytes) {
        text(to, Integer.toHexString(bytes));
        to.writeShort(CRLF);
    }

    /** Writes header lines, without the empty one behind them. */
    public void fields(ByteBuf to, Fields fields) {
        for (int i = 0; i < fields.count(); i++) {
            text(to, fields.nameAt(i));
            to.writeShort(COLON_SPACE);
            text(to, fields.valueAt(i));
            to.writeShort(CRLF);
        }
    }

    @SuppressWarnings("deprecation") // takes the low byte of each character, which is what ISO 8859-1 is
    private void text(ByteBuf to, String text) {
        int length = text.length();
        byte[] copied = scratch.atLeast(length);
        text.getBytes(0, length, copied, 0);
        to.writeBytes(copied, 0, length);
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
