package dev.logway.edge.upstream;

import dev.logway.edge.tls.UntrustedNodeException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why there was no connection to a node, in the words of an operator.
 *
 * @param text one line
 * @param at when it was found out
 */
public record NodeFailure(String text, Instant at) {

    /** @param node its address */
    static NodeFailure of(Throwable cause, String node, Instant at) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            String said = said(each, node);
            if (said != null) {
                return new NodeFailure(said, at);
            }
        }
        return new NodeFailure(message(cause), at);
    }

    /** The same, found out by a health check. */
    NodeFailure ofCheck() {
        return new NodeFailure("health check: " + text, at);
    }

    private static @Nullable String said(Throwable cause, String node) {
        return switch (cause) {
            case UntrustedNodeException e -> "certificate of " + node + " " + e.getMessage();
            case ConnectTimeoutException _ -> "no connection in time";
            case ConnectException e when message(e).contains("refused") -> "connection refused";
            case UnknownHostException _ -> "its name is not found";
            case ClosedChannelException _ -> "closed before the connection was made";
            case NotSslRecordException _ -> "TLS handshake: the node does not speak TLS";
            case SSLException e when e.getCause() == null -> "TLS handshake: " + message(e);
            default -> null;
        };
    }

    private static String message(Throwable cause) {
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
