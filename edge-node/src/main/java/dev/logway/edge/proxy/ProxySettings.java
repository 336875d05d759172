package dev.logway.edge.proxy;

import dev.logway.edge.overload.Overload;

/**
 * Where and how the proxy listens.
 *
 * @param port 0 for any
 * @param securePort where it speaks TLS: 0 for any, {@value #NO_PORT} for nowhere
 * @param h2cPort where it speaks HTTP/2 in the clear, and nothing else: 0 for any, {@value #NO_PORT} for nowhere
 * @param loops event loops that share the port
 * @param trusted the proxies before it
 * @param overload says when new requests are turned away
 * @param observability who follows requests
 */
public record ProxySettings(
        String host,
        int port,
        int securePort,
        int h2cPort,
        int loops,
        Limits limits,
        TrustedProxies trusted,
        Overload overload,
        Observability observability) {
    public static final int NO_PORT = -1;
}
