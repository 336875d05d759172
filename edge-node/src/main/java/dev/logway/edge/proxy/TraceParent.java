package dev.logway.edge.proxy;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** The {@code traceparent} field of W3C Trace Context, version 00. */
final class TraceParent {
    private static final AsciiString NAME = AsciiString.cached("traceparent");
    private static final String VERSION = "00-";
    private static final int LENGTH = 55;
    private static final int ID_LENGTH = 32;

    private TraceParent() {}

    /** The trace id, 32 hexadecimal digits; null if none was sent, or one that is malformed. */
    static @Nullable String traceId(MultiMap fields) {
        String sent = fields.get(NAME);
        if (sent == null || sent.length() != LENGTH || !sent.startsWith(VERSION)) {
            return null;
        }
        String id = sent.substring(VERSION.length(), VERSION.length() + ID_LENGTH);
        return id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) ? id : null;
    }
}
