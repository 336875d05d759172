package dev.logway.edge.proxy;

import dev.logway.edge.routing.RequestHost;
import dev.logway.edge.routing.RequestTarget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;

/*
 * Why Vert.x's own decoder is not used.
 *
 * Vert.x 5.2.0 recognises common header names a word at a time and leaves out the byte between two words: it takes
 * "Content-Xength: 38" for a length of 38 (CVE-2026-102479). Whoever stands before or behind the edge reads another
 * message, which is what request smuggling lives from. Netty's decoder compares every byte. On top of it this one
 * refuses what Netty mends silently: a header line that goes on in the next one (RFC 9112, section 5.2), a carriage
 * return that does not end a line (section 2.2), and blanks other than one space in the request line (section 3).
 *
 * Netty consumes a head line by line and stops right behind it, so what a call consumes before a request comes out is
 * the head and nothing else. Only the bytes after each carriage return are looked at again.
 */
/** Reads the requests of one connection, and refuses what two parties could read differently. */
final class StrictRequestDecoder extends HttpRequestDecoder {
    private static final boolean[] TOKEN = tokenCharacters();

    private boolean inHead = true;
    private boolean partial;
    private long partialSinceNanos;
    private boolean refused;
    private boolean held;
    private boolean malformedLine;
    private byte lastOfHead;
    private final int maxFields;
    private int fields;
    private int hosts;
    private int transferEncodings;

    StrictRequestDecoder(Limits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.heads().lineBytes())
                .setMaxHeaderSize(limits.heads().bytes())
                .setMaxChunkSize(Limits.CHUNK_BYTES)
                .setHeadersFactory(new VertxHeaders())
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false));
        this.maxFields = limits.heads().fields();
    }

    /** Makes headers that Vert.x takes as they are, without another copy. */
    private static final class VertxHeaders implements HttpHeadersFactory {
        @Override
        public HttpHeaders newHeaders() {
            return (HttpHeaders) io.vertx.core.http.HttpHeaders.headers();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return newHeaders();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (refused) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        if (held) {
            if (buffer.readableBytes() > Limits.CHUNK_BYTES) {
                var _ = ctx.close();
            }
            return;
        }
        int start = buffer.readerIndex();
        super.decode(ctx, buffer, out);
        if (inHead) {
            inspect(buffer, start, buffer.readerIndex());
            if (out.isEmpty()) {
                begun();
            } else {
                inHead = false;
                partial = false;
                judge((HttpRequest) out.getFirst());
            }
        }
        if (refused) {
            out.subList(1, out.size()).clear();
        } else if (!out.isEmpty() && out.getLast() instanceof LastHttpContent) {
            nextHead();
        }
    }

    /** Reads nothing more: what follows is a request only if the last one does not become something else. */
    void hold() {
        held = true;
    }

    /** Reads on after {@link #hold}. */
    void release(ChannelHandlerContext ctx) throws Exception {
        held = false;
        channelRead(ctx, Unpooled.EMPTY_BUFFER);
        channelReadComplete(ctx);
    }

    /** Whether a head began to come {@code nanos} ago and is not whole yet. */
    boolean isLateFor(long nanos, long nowNanos) {
        return partial && nowNanos - partialSinceNanos >= nanos;
    }

    /** Asked only of heads that do not come in one piece. */
    private void begun() {
        if (!partial) {
            partial = true;
            partialSinceNanos = System.nanoTime();
        }
    }

    private void nextHead() {
        inHead = true;
        malformedLine = false;
        lastOfHead = 0;
        fields = 0;
        hosts = 0;
        transferEncodings = 0;
    }

    /** Looks for a carriage return that ends no line, and for a line that starts with a blank. */
    private void inspect(ByteBuf buffer, int start, int end) {
        if (start == end) {
            return;
        }
        check(lastOfHead, buffer.getByte(start));
        for (int cr = buffer.indexOf(start, end, HttpConstants.CR);
                cr >= 0 && cr + 1 < end;
                cr = buffer.indexOf(cr + 1, end, HttpConstants.CR)) {
            check(HttpConstants.CR, buffer.getByte(cr + 1));
            if (cr + 2 < end) {
                check(HttpConstants.LF, buffer.getByte(cr + 2));
            }
        }
        lastOfHead = buffer.getByte(end - 1);
    }

    private void check(byte before, byte next) {
        boolean bareReturn = before == HttpConstants.CR && next != HttpConstants.LF;
        boolean folded = before == HttpConstants.LF && isBlank(next);
        malformedLine |= bareReturn || folded;
    }

    private void judge(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refused = true;
            return;
        }
        try {
            request.setDecoderResult(new AcceptedHead(accept(request)));
        } catch (RefusedException e) {
            refused = true;
            request.setDecoderResult(DecoderResult.failure(e));
        }
    }

    private RequestTarget accept(HttpRequest request) {
        boolean is11 = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        refuseUnless(is11 || request.protocolVersion().equals(HttpVersion.HTTP_1_0), 505, "unsupported version");
        refuseUnless(!malformedLine, 400, "a header line is folded or holds a bare carriage return");
        refuseUnless(
                transferEncodings == 0
                        || (transferEncodings == 1
                                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                                        request.headers().get(HttpHeaderNames.TRANSFER_ENCODING))),
                400,
                "a transfer coding other than chunked, once");
        refuseUnless(hosts == 1 || (hosts == 0 && !is11), 400, "not one Host field");
        String host = hosts == 0 ? null : request.headers().get(HttpHeaderNames.HOST);
        refuseUnless(host == null || RequestHost.isAuthority(host), 400, "the Host field holds no authority");
        RequestTarget target = RequestTarget.parse(request.uri());
        if (target == null) {
            throw new RefusedException(400, "malformed request target");
        }
        String authority = target.authority();
        refuseUnless(
                authority == null || host == null || authority.equalsIgnoreCase(host),
                400,
                "the request line and the Host field name different hosts");
        refuseUnless(authority == null || RequestHost.isAuthority(authority), 400, "malformed authority");
        return target;
    }

    private static void refuseUnless(boolean holds, int status, String reason) {
        if (!holds) {
            throw new RefusedException(status, reason);
        }
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        refuseUnless(isToken(line, start, length), 400, "a header name is no token");
        refuseUnless(++fields <= maxFields, 431, "too many header fields");
        AsciiString name = super.splitHeaderName(line, start, length);
        if (length == HttpHeaderNames.HOST.length() && HttpHeaderNames.HOST.contentEqualsIgnoreCase(name)) {
            hosts++;
        } else if (length == HttpHeaderNames.TRANSFER_ENCODING.length()
                && HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
            transferEncodings++;
        }
        return name;
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        refuseUnless(start == 0 && isToken(line, start, length), 400, "the request line starts with no token");
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        requireOneSpaceBefore(line, start, length);
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        requireOneSpaceBefore(line, start, length);
        return super.splitThirdWordInitialLine(line, start, length);
    }

    private static void requireOneSpaceBefore(byte[] line, int start, int length) {
        refuseUnless(
                length > 0 && start >= 2 && line[start - 1] == ' ' && !isControlOrBlank(line[start - 2]),
                400,
                "the request line is not three words with one space between them");
    }

    private static boolean isControlOrBlank(byte c) {
        return c >= 0 && c <= ' ';
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    /** Whether {@code text} is a token (RFC 9110, section 5.6.2). */
    static boolean isToken(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= TOKEN.length || !TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isToken(byte[] line, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (line[i] < 0 || !TOKEN[line[i]]) {
                return false;
            }
        }
        return length > 0;
    }

    /** RFC 9110, section 5.6.2. */
    private static boolean[] tokenCharacters() {
        var token = new boolean[128];
        for (char c = '!'; c < 0x7f; c++) {
            token[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
        return token;
    }
}
