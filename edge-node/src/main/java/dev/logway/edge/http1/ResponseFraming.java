package dev.logway.edge.http1;

import java.util.List;

/**
 * How an answer's body ends, and whether its connection may carry another request (RFC 9112, sections 6.3 and 9.3).
 *
 * @param persistent whether the connection goes on behind the body
 */
record ResponseFraming(BodyReader body, boolean persistent) {
    private static final String CHUNKED = "chunked";

    /** What the answer is to. */
    enum Asked {
        HEAD,
        ANY
    }

    /** @throws MalformedException if two could read it differently */
    static ResponseFraming of(ResponseHead head, Asked asked, HeadLimits trailers) throws MalformedException {
        boolean persistent = Persistence.of(head.version(), head.fields());
        boolean bodiless = asked == Asked.HEAD || head.status() < 200 || head.status() == 204 || head.status() == 304;
        List<String> lengths = head.fields().getAll("Content-Length");
        long length = lengths.isEmpty() ? 0 : length(lengths);
        if (bodiless) {
            return new ResponseFraming(BodyReader.ofLength(0), persistent);
        }
        List<String> codings = head.fields().getAll("Transfer-Encoding");
        if (!codings.isEmpty()) {
            boolean chunked = codings.size() == 1
                    && codings.getFirst().equalsIgnoreCase(CHUNKED)
                    && head.version() == Version.HTTP_1_1;
            if (!chunked) {
                throw new MalformedException("a transfer coding that nobody asked for");
            }
            return new ResponseFraming(BodyReader.chunked(trailers), persistent && lengths.isEmpty());
        }
        return lengths.isEmpty()
                ? new ResponseFraming(BodyReader.untilClose(), false)
                : new ResponseFraming(BodyReader.ofLength(length), persistent);
    }

    /** One length, however often it is said. */
    private static long length(List<String> lengths) throws MalformedException {
        for (String other : lengths) {
            if (!other.equals(lengths.getFirst())) {
                throw new MalformedException("two content lengths");
            }
        }
        return ContentLength.parse(lengths.getFirst());
    }
}
