package dev.logway.edge.http1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a request's body ends, and whether its connection may carry another request (RFC 9112, sections 6.3 and 9.3).
 *
 * @param body null if there is none
 * @param bytes its length; {@value #UNKNOWN} if only its end tells
 * @param persistent whether the client lets the connection go on
 */
public record RequestFraming(@Nullable BodyReader body, long bytes, boolean persistent) {
    public static final long UNKNOWN = -1;

    /** @throws MalformedException if two could read it differently */
    static RequestFraming of(RequestHead head, HeadLimits trailers) throws MalformedException {
        Fields fields = head.fields();
        List<String> codings = fields.getAll("Transfer-Encoding");
        List<String> lengths = fields.getAll("Content-Length");
        boolean persistent = Persistence.of(head.version(), fields);
        if (!codings.isEmpty()) {
            requireChunked(head, codings, lengths);
            return new RequestFraming(BodyReader.chunked(trailers), UNKNOWN, persistent);
        }
        if (lengths.size() > 1) {
            throw new MalformedException("more than one content length");
        }
        long bytes = lengths.isEmpty() ? 0 : ContentLength.parse(lengths.getFirst());
        return new RequestFraming(bytes == 0 ? null : BodyReader.ofLength(bytes), bytes, persistent);
    }

    private static void requireChunked(RequestHead head, List<String> codings, List<String> lengths)
            throws MalformedException {
        if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
            throw new MalformedException("a transfer coding other than chunked, once");
        }
        if (!lengths.isEmpty()) {
            throw new MalformedException("a transfer coding and a content length");
        }
        if (head.version() != Version.HTTP_1_1) {
            throw new MalformedException("a transfer coding in HTTP/1.0");
        }
    }
}
