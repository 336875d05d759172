package dev.logway.edge.http1;

import java.util.List;
import java.util.Locale;

/**
 * How an answer's body ends, and whether its connection may carry another request (RFC 9112, sections 6.3 and 9.3).
 *
 * @param persistent whether the connection goes on behind the body
 */
record ResponseFraming(BodyReader body, boolean persistent) {
    private static final String CHUNKED = "chunked";
    private static final String KEEP_ALIVE = "keep-alive";

    /** More would not fit into a long. */
    private static final int LENGTH_DIGITS = 18;

    /** What the answer is to. */
    enum Asked {
        HEAD,
        ANY
    }

    /** @throws MalformedException if two could read it differently */
    static ResponseFraming of(ResponseHead head, Asked asked, HeadLimits trailers) throws MalformedException {
        boolean persistent = persists(head);
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

    private static long length(List<String> lengths) throws MalformedException {
        String length = lengths.getFirst();
        if (length.isEmpty() || length.length() > LENGTH_DIGITS) {
            throw new MalformedException("malformed content length");
        }
        long bytes = 0;
        for (int i = 0; i < length.length(); i++) {
            int digit = length.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedException("malformed content length");
            }
            bytes = 10 * bytes + digit;
        }
        for (int i = 1; i < lengths.size(); i++) {
            if (!lengths.get(i).equals(length)) {
                throw new MalformedException("two content lengths");
            }
        }
        return bytes;
    }

    private static boolean persists(ResponseHead head) {
        boolean persists = head.version() == Version.HTTP_1_1;
        List<String> lines = head.fields().getAll("Connection");
        if (lines.size() == 1 && lines.getFirst().equalsIgnoreCase(KEEP_ALIVE)) {
            return true; // the usual case
        }
        for (String line : lines) {
            for (String option : line.split(",", -1)) {
                switch (option.strip().toLowerCase(Locale.ROOT)) {
                    case "close" -> {
                        return false;
                    }
                    case KEEP_ALIVE -> persists = true;
                    default -> {}
                }
            }
        }
        return persists;
    }
}
