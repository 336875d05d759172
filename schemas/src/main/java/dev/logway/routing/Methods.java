package dev.logway.routing;

import java.util.List;

/** Sets of request methods as bits, so that a request is compared with all of a route's methods at once. */
public final class Methods {
    /** Every method, also those that no route can name. */
    public static final int ANY = -1;

    private static final int UNKNOWN = 1 << 31;

    private Methods() {}

    /** The bit of {@code method}; methods that no route can name share one. */
    public static int bit(String method) {
        return switch (method) {
            case "GET" -> 1;
            case "POST" -> 1 << 1;
            case "PUT" -> 1 << 2;
            case "DELETE" -> 1 << 3;
            case "PATCH" -> 1 << 4;
            case "HEAD" -> 1 << 5;
            case "OPTIONS" -> 1 << 6;
            case "CONNECT" -> 1 << 7;
            case "TRACE" -> 1 << 8;
            case "PURGE" -> 1 << 9;
            default -> UNKNOWN;
        };
    }

    /** The bits of {@code methods}; {@link #ANY} if there are none. */
    static int bits(List<String> methods) {
        return methods.isEmpty() ? ANY : methods.stream().mapToInt(Methods::bit).reduce(0, (all, bit) -> all | bit);
    }
}
