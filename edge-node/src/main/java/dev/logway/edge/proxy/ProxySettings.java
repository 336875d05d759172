package dev.logway.edge.proxy;

import dev.logway.edge.accesslog.AccessLog;

/**
 * Where and how the proxy listens.
 *
 * @param port 0 for any
 * @param loops event loops that share the port
 * @param accessLog is told of every finished request
 */
public record ProxySettings(String host, int port, int loops, Limits limits, AccessLog accessLog) {}
