package dev.logway.edge.proxy;

/**
 * Where and how the proxy listens.
 *
 * @param port 0 for any
 * @param loops event loops that share the port
 * @param observability who follows requests
 */
public record ProxySettings(String host, int port, int loops, Limits limits, Observability observability) {}
