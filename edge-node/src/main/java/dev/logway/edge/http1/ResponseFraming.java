package dev.logway.edge.http1;

/**
 * How an answer's body ends, and whether its connection may carry another request (RFC 9112, sections 6.3 and 9.3).
 *
 * @param persistent whether the connection goes on behind the body
 */
record ResponseFraming(BodyReader body, boolean persistent) {
    /** What the answer is to. */
    enum Asked {
        HEAD,
        ANY
    }

    /** @throws MalformedException if two could read it differently */
    static ResponseFraming of(ResponseHead head, Asked asked, HeadLimits trailers) throws MalformedException {
        FramingFields said = FramingFields.of(head.fields());
        boolean persistent = said.isPersistent(head.version());
        long length = said.length();
        boolean bodiless = asked == Asked.HEAD || head.status() < 200 || head.status() == 204 || head.status() == 304;
        if (bodiless) {
            return new ResponseFraming(BodyReader.ofLength(0), persistent);
        }
        if (said.isCoded()) {
            if (!said.isChunked() || head.version() != Version.HTTP_1_1) {
                throw new MalformedException("a transfer coding that nobody asked for");
            }
            return new ResponseFraming(BodyReader.chunked(trailers), persistent && said.lengths() == 0);
        }
        return said.lengths() == 0
                ? new ResponseFraming(BodyReader.untilClose(), false)
                : new ResponseFraming(BodyReader.ofLength(length), persistent);
    }
}
