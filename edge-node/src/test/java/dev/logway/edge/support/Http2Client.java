package dev.logway.edge.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One end of an HTTP/2 connection that writes frames as it is told, right or wrong, and reads what comes back. */
public final class Http2Client implements AutoCloseable {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;
    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;

    /** The setting that bounds the streams of the other end. */
    public static final int MAX_CONCURRENT_STREAMS = 3;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_BYTES = 5;

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder headersDecoder = new DefaultHttp2HeadersDecoder(false);

    /** A frame as it came. */
    public record Frame(int type, int flags, int stream, byte[] payload) {
        public boolean ends() {
            return (flags & END_STREAM) != 0;
        }

        /** The error code of RST_STREAM, or of GOAWAY. */
        public int error() {
            return Unpooled.wrappedBuffer(payload).getInt(type == GOAWAY ? 4 : 0);
        }
    }

    /** Takes over a connection on which h2 was agreed, and sends the preface. */
    public Http2Client(Socket socket) throws IOException {
        this(socket, new DataInputStream(socket.getInputStream()));
        socket.getOutputStream().write(PREFACE);
        send(SETTINGS, 0, 0, new byte[0]);
    }

    private Http2Client(Socket socket, DataInputStream in) {
        this.socket = socket;
        this.in = in;
    }

    /**
     * The server's end of {@code socket}, once the client has sent its preface and its settings.
     *
     * @param settings identifiers and values by turns
     */
    public static Http2Client accepted(Socket socket, int... settings) throws IOException {
        var server = new Http2Client(socket, new DataInputStream(socket.getInputStream()));
        if (!Arrays.equals(PREFACE, server.in.readNBytes(PREFACE.length))) {
            throw new IOException("no HTTP/2");
        }
        ByteBuf payload = Unpooled.buffer();
        for (int i = 0; i < settings.length; i += 2) {
            payload.writeShort(settings[i]).writeInt(settings[i + 1]);
        }
        server.send(SETTINGS, 0, 0, Arrays.copyOf(payload.array(), payload.writerIndex()));
        server.next(SETTINGS);
        server.send(SETTINGS, ACK, 0, new byte[0]);
        return server;
    }

    /** Writes a frame. */
    public Http2Client send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuf frame = Unpooled.buffer(9 + payload.length)
                .writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload);
        socket.getOutputStream().write(frame.array(), 0, frame.writerIndex());
        socket.getOutputStream().flush();
        return this;
    }

    /** Opens a stream with a whole head, names and values by turns. */
    public Http2Client head(int stream, int flags, String... fields) throws IOException {
        return send(HEADERS, flags | END_HEADERS, stream, block(fields));
    }

    /** A GET of {@code path}, without body. */
    public Http2Client get(int stream, String path) throws IOException {
        return head(stream, END_STREAM, ":method", "GET", ":scheme", "https", ":authority", "foo.com", ":path", path);
    }

    public Http2Client data(int stream, int flags, String text) throws IOException {
        return send(DATA, flags, stream, text.getBytes(ISO_8859_1));
    }

    /** Says that no stream after {@code last} was touched, and that none is to be opened. */
    public Http2Client goAway(int last) throws IOException {
        return send(GOAWAY, 0, 0, Unpooled.buffer(8).writeInt(last).writeInt(0).array());
    }

    /** Ends a stream with {@code error}. */
    public Http2Client reset(int stream, int error) throws IOException {
        return send(RST_STREAM, 0, stream, Unpooled.buffer(4).writeInt(error).array());
    }

    /** Answers {@code stream} with {@code body}. */
    public Http2Client answer(int stream, String body) throws IOException {
        return head(stream, 0, ":status", "200").data(stream, END_STREAM, body);
    }

    /** The next frame; null once the connection is closed. */
    public @Nullable Frame frame() throws IOException {
        try {
            int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            return new Frame(type, flags, stream, in.readNBytes(length));
        } catch (EOFException | SocketException | SSLException e) {
            return null;
        }
    }

    /** The next frame of {@code type}, whatever comes before it. */
    public Frame next(int type) throws IOException {
        for (Frame frame = frame(); frame != null; frame = frame()) {
            if (frame.type == type) {
                return frame;
            }
        }
        throw new EOFException("closed before a frame of type " + type);
    }

    /** How {@code stream} ends: its status, {@code reset N}, or {@code closed N} for the connection with its error. */
    public String end(int stream) throws IOException {
        for (Frame frame = frame(); frame != null; frame = frame()) {
            if (frame.type == GOAWAY && frame.error() != 0) {
                return "closed " + frame.error();
            }
            if (frame.type == HEADERS) {
                var status = headers(frame).status();
                if (frame.stream == stream) {
                    return String.valueOf(status);
                }
            }
            if (frame.stream == stream && frame.type == RST_STREAM) {
                return "reset " + frame.error();
            }
        }
        return "closed";
    }

    /** The fields of a HEADERS frame; each must be asked for once, in order. */
    public Http2Headers headers(Frame frame) throws IOException {
        ByteBuf block = Unpooled.wrappedBuffer(frame.payload);
        block.skipBytes((frame.flags & PRIORITY) == 0 ? 0 : PRIORITY_BYTES);
        try {
            return headersDecoder.decodeHeaders(frame.stream, block);
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    /** HPACK without table and Huffman code (RFC 7541, section 6.2.2). */
    public static byte[] block(String... fields) {
        var block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0);
            string(block, fields[i]);
            string(block, fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            for (; rest >= 128; rest >>>= 7) {
                block.write((rest & 127) | 128);
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
