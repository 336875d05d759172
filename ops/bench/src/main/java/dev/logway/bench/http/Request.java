package dev.logway.bench.http;

import java.nio.charset.StandardCharsets;

/** Requests as bytes, made before the clock runs. */
public final class Request {
    private Request() {}

    /** A GET without anything that need not be. */
    public static byte[] get(String path) {
        return ascii("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    }

    /** A request to the admin API. */
    public static byte[] admin(String method, String path, String key, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ascii(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-KEY: " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
