package dev.logway.edge.http1;

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
        FramingFields said = FramingFields.of(head.fields());
        boolean persistent = said.isPersistent(head.version());
        if (said.isCoded()) {
            requireChunked(head.version(), said);
            return new RequestFraming(BodyReader.chunked(trailers), UNKNOWN, persistent);
        }
        if (said.lengths() > 1) {
            throw new MalformedException("more than one content length");
        }
        long bytes = said.length();
        return new RequestFraming(bytes == 0 ? null : BodyReader.ofLength(bytes), bytes, persistent);
    }

    private static void requireChunked(Version version, FramingFields said) throws MalformedException {
        if (!said.isChunked()) {
            throw new MalformedException("a transfer coding other than chunked, once");
        }
        if (said.lengths() > 0) {
            throw new MalformedException("a transfer coding and a content length");
        }
        if (version != Version.HTTP_1_1) {
            throw new MalformedException("a transfer coding in HTTP/1.0");
        }
    }
}
