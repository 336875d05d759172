package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The same bytes, read by Netty's decoders. */
final class NettyCodec {
    /** Fields that Netty rewrites to what it understood; the bodies show whether that was the same. */
    static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

    private static final int ROOM = 1 << 20;

    private NettyCodec() {}

    /** By the decoder that Vert.x's server uses, as strict as it is by default. */
    static Reading requests(List<String> pieces) {
        return read(new EmbeddedChannel(new HttpRequestDecoder(config())), pieces);
    }

    /** With the liberties that are taken with answers: bare line feeds, lengths said twice or beside chunks. */
    static Reading responses(List<String> pieces, ResponseFraming.Asked asked) {
        HttpDecoderConfig lenient = config().setHeadersFactory(
                        DefaultHttpHeadersFactory.headersFactory().withValueValidator(NettyCodec::validate))
                .setStrictLineParsing(false)
                .setAllowDuplicateContentLengths(true)
                .setUseRfc9112TransferEncoding(false);
        return read(new EmbeddedChannel(new Responses(lenient, asked)), pieces);
    }

    static String line(String name, String value) {
        return name + ": " + value;
    }

    private static HttpDecoderConfig config() {
        return new HttpDecoderConfig().setMaxInitialLineLength(ROOM).setMaxHeaderSize(ROOM);
    }

    /** As by default, but for the blank that Netty puts in front when it folds a line behind an empty one. */
    private static void validate(CharSequence value) {
        if (HttpHeaderValidationUtil.validateValidHeaderValue(value.toString().strip()) >= 0) {
            throw new IllegalArgumentException("value: " + value);
        }
    }

    private static Reading read(EmbeddedChannel wire, List<String> pieces) {
        var reading = new Reading.Builder();
        for (String piece : pieces) {
            wire.writeInbound(Unpooled.wrappedBuffer(piece.getBytes(ISO_8859_1)));
            takeAll(wire, reading);
        }
        Reading beforeTheEnd = reading.built();
        wire.finish();
        takeAll(wire, reading);
        // That the connection ended in the middle of a message is no fault of the message's.
        return beforeTheEnd.refusal() == null && reading.isRefused() ? beforeTheEnd : reading.built();
    }

    private static void takeAll(EmbeddedChannel wire, Reading.Builder reading) {
        for (Object read = wire.readInbound(); read != null; read = wire.readInbound()) {
            try {
                take(read, reading);
            } finally {
                ReferenceCountUtil.release(read);
            }
        }
    }

    private static void take(Object read, Reading.Builder reading) {
        if (reading.isRefused() || !(read instanceof HttpObject object)) {
            return; // bytes of another protocol
        }
        if (object.decoderResult().isFailure()) {
            reading.refuse(object.decoderResult().cause().toString());
            return;
        }
        if (object instanceof HttpMessage message) {
            reading.head(
                    first(message),
                    lines(message.headers(), FRAMING),
                    HttpUtil.isKeepAlive(message) ? Reading.Reuse.GOES_ON : Reading.Reuse.ENDS);
        }
        if (object instanceof HttpResponse response
                && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            reading.switchProtocols();
        } else if (object instanceof HttpContent content) {
            reading.body(content.content().toString(ISO_8859_1));
        }
        if (!reading.isRefused() && object instanceof LastHttpContent last) {
            reading.end(lines(last.trailingHeaders(), Set.of()));
        }
    }

    private static List<String> first(HttpMessage message) {
        String version = switch (message.protocolVersion()) {
            case HttpVersion v when v.equals(HttpVersion.HTTP_1_0) -> Version.HTTP_1_0.name();
            case HttpVersion v when v.equals(HttpVersion.HTTP_1_1) -> Version.HTTP_1_1.name();
            case HttpVersion other -> other.text();
        };
        return switch (message) {
            case HttpRequest request -> List.of(request.method().name(), request.uri(), version);
            case HttpResponse response ->
                List.of(
                        version,
                        Integer.toString(response.status().code()),
                        response.status().reasonPhrase());
            default -> throw new AssertionError(message);
        };
    }

    private static List<String> lines(HttpHeaders headers, Set<String> except) {
        var lines = new ArrayList<String>();
        headers.forEach(field -> {
            if (!except.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                lines.add(line(field.getKey(), field.getValue()));
            }
        });
        return lines;
    }

    /** A decoder that knows what was asked, as a client's does. */
    private static final class Responses extends HttpResponseDecoder {
        private final ResponseFraming.Asked asked;

        Responses(HttpDecoderConfig config, ResponseFraming.Asked asked) {
            super(config);
            this.asked = asked;
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            return asked == ResponseFraming.Asked.HEAD || super.isContentAlwaysEmpty(message);
        }
    }
}
