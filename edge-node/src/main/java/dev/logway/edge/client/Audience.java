package dev.logway.edge.client;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who reads an answer of the edge's own. */
public enum Audience {
    /** Whoever speaks HTTP. */
    HTTP,
    /** A gRPC client, which looks for a status of its own. */
    GRPC;

    private static final String GRPC_TYPE = "application/grpc";

    /** Who sent a request of {@code version} with {@code fields}. */
    public static Audience of(HttpVersion version, MultiMap fields) {
        return version == HttpVersion.HTTP_2 && isGrpc(fields.get(HttpHeaderNames.CONTENT_TYPE)) ? GRPC : HTTP;
    }

    /** gRPC-Web, {@code application/grpc-web}, is another protocol. */
    private static boolean isGrpc(@Nullable String contentType) {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith(GRPC_TYPE)) {
            return false;
        }
        return contentType.length() == GRPC_TYPE.length()
                || contentType.charAt(GRPC_TYPE.length()) == '+'
                || contentType.charAt(GRPC_TYPE.length()) == ';';
    }
}
