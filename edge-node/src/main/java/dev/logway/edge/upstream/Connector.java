package dev.logway.edge.upstream;

import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Scheme;
import dev.logway.edge.tls.NodeTls;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to one node.
 *
 * @param serverName of the handshake, if there is one
 * @param tls null for a scheme without
 */
record Connector(
        HttpClients clients,
        Node node,
        Scheme scheme,
        String serverName,
        @Nullable NodeTls tls) {

    /** A new connection, with its handshake done; given up some time after {@code timeoutMillis}. */
    Future<HttpClientConnection> connect(long timeoutMillis) {
        var options = new HttpConnectOptions()
                .setServer(SocketAddress.inetSocketAddress(node.port(), node.host()))
                .setHost(serverName)
                .setPort(node.port())
                .setSsl(tls != null);
        long atLeast = HttpClients.atLeast(timeoutMillis);
        if (tls != null) {
            try {
                options.setSslOptions(tls.options()
                        .copy()
                        .setSslHandshakeTimeout(atLeast)
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
            } catch (IllegalStateException e) {
                return Future.failedFuture(e);
            }
        }
        return clients.get(scheme, atLeast).connect(options);
    }
}
