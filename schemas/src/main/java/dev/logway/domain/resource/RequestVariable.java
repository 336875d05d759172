package dev.logway.domain.resource;

import java.util.List;
import java.util.Set;

/** The names of what can be known of a request, as nginx and APISIX write them. */
final class RequestVariable {
    private static final int MAX_NAME = 256;
    private static final Set<String> FIXED =
            Set.of("uri", "request_uri", "query_string", "request_method", "host", "remote_addr", "remote_port");
    private static final List<String> FAMILIES = List.of("arg_", "http_", "cookie_");

    private RequestVariable() {}

    static boolean exists(String name) {
        return FIXED.contains(name)
                || FAMILIES.stream().anyMatch(family -> name.startsWith(family) && isRest(name, family.length()));
    }

    static boolean isWordCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static boolean isRest(String name, int from) {
        return name.length() > from
                && name.length() <= MAX_NAME
                && name.chars().skip(from).allMatch(c -> isWordCharacter(c) || c == '-');
    }
}
