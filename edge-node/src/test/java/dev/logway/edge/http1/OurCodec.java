package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The readers of this package, put together as for one connection whose bytes come in pieces. */
final class OurCodec<H> {
    private final HeadReader<H> heads;
    private final Kind<H> kind;
    private final HeadLimits limits;
    private final Reading.Builder reading = new Reading.Builder();
    private final ByteBuf in = Unpooled.buffer();
    private @Nullable BodyReader body;

    private record Framing(BodyReader body, boolean persistent) {}

    /** What requests and answers differ in. */
    private interface Kind<H> {
        Framing framing(H head, HeadLimits limits) throws MalformedException;

        List<String> first(H head);

        boolean switchesProtocols(H head);

        Fields fields(H head);
    }

    private OurCodec(HeadReader.Grammar<H> grammar, Kind<H> kind, HeadLimits limits) {
        this.heads = new HeadReader<>(limits, grammar, new Scratch());
        this.kind = kind;
        this.limits = limits;
    }

    static Reading requests(List<String> pieces, HeadLimits limits) {
        return new OurCodec<>(RequestHead.Grammar.INSTANCE, new Requests(), limits).read(pieces);
    }

    static Reading responses(List<String> pieces, HeadLimits limits, ResponseFraming.Asked asked) {
        return new OurCodec<>(ResponseHead.Grammar.INSTANCE, new Responses(asked), limits).read(pieces);
    }

    private Reading read(List<String> pieces) {
        try {
            for (String piece : pieces) {
                in.writeBytes(piece.getBytes(ISO_8859_1));
                while (!reading.isRefused() && (body == null ? head() : body(body))) {
                    // Until there is too little.
                }
            }
            if (body != null && body.endsWithConnection()) {
                reading.end(List.of());
            }
        } catch (MalformedException e) {
            reading.refuse(String.valueOf(e.getMessage()));
        }
        return reading.built();
    }

    private boolean head() throws MalformedException {
        H head = heads.read(in);
        if (head == null) {
            return false;
        }
        Framing framing = kind.framing(head, limits);
        body = framing.body();
        reading.head(
                kind.first(head),
                withoutFraming(kind.fields(head)),
                framing.persistent() ? Reading.Reuse.GOES_ON : Reading.Reuse.ENDS);
        if (kind.switchesProtocols(head)) {
            reading.switchProtocols();
        }
        return true;
    }

    private boolean body(BodyReader from) throws MalformedException {
        boolean whole = from.read(in, data -> {
            reading.body(data.toString(ISO_8859_1));
            data.release();
        });
        if (whole) {
            reading.end(lines(from.trailers()));
            body = null;
        }
        return whole;
    }

    private static List<String> withoutFraming(Fields all) {
        var others = new Fields();
        all.forEach((name, value) -> {
            if (!NettyCodec.FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                others.append(name, value);
            }
        });
        return lines(others);
    }

    private static List<String> lines(Fields fields) {
        var lines = new ArrayList<String>();
        fields.forEach((name, value) -> lines.add(NettyCodec.line(name, value)));
        return lines;
    }

    private record Requests() implements Kind<RequestHead> {
        @Override
        public Framing framing(RequestHead head, HeadLimits limits) throws MalformedException {
            RequestFraming framing = RequestFraming.of(head, limits);
            BodyReader body = framing.body();
            return new Framing(body == null ? BodyReader.ofLength(0) : body, framing.persistent());
        }

        @Override
        public List<String> first(RequestHead head) {
            return List.of(head.method(), head.target(), head.version().name());
        }

        @Override
        public boolean switchesProtocols(RequestHead head) {
            return false;
        }

        @Override
        public Fields fields(RequestHead head) {
            return head.fields();
        }
    }

    private record Responses(ResponseFraming.Asked asked) implements Kind<ResponseHead> {
        @Override
        public Framing framing(ResponseHead head, HeadLimits limits) throws MalformedException {
            ResponseFraming framing = ResponseFraming.of(head, asked, limits);
            return new Framing(framing.body(), framing.persistent());
        }

        @Override
        public List<String> first(ResponseHead head) {
            return List.of(head.version().name(), Integer.toString(head.status()), head.reason());
        }

        @Override
        public boolean switchesProtocols(ResponseHead head) {
            return head.status() == 101;
        }

        @Override
        public Fields fields(ResponseHead head) {
            return head.fields();
        }
    }
}
