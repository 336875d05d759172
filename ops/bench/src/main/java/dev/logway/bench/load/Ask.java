package dev.logway.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * A request without a body, before it is bytes.
 *
 * @param host of its Host field
 */
public record Ask(String method, String path, String host) {
    /** As HTTP/1.1. */
    byte[] bytes() {
        return (method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + length() + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A request that may have a body says that it has none. */
    private String length() {
        return method.equals("POST") || method.equals("PATCH") || method.equals("PUT") ? "Content-Length: 0\r\n" : "";
    }
}
