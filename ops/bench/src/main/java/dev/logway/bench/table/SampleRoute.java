package dev.logway.bench.table;

/**
 * A route, and a request that no other route of its table takes.
 *
 * @param uri its path pattern
 * @param host the one host it takes; empty for any
 * @param method the one method it takes; empty for any
 * @param path of the request
 */
public record SampleRoute(String id, String uri, String host, String method, String path) {}
