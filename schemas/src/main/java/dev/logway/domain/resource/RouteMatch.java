package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.List;
import java.util.Set;

/**
 * Which requests a route takes.
 *
 * @param paths 1 to {@value #MAX_PATHS} ({@code uri}, {@code uris})
 * @param hosts at most {@value #MAX_HOSTS} ({@code host}, {@code hosts}); empty for the service's, or any host
 * @param methods each one of {@link #METHODS}, without repetition; empty for any method
 * @param priority among routes of one path pattern, the higher is tried first
 */
public record RouteMatch(List<PathPattern> paths, List<HostPattern> hosts, List<String> methods, int priority) {
    public static final int MAX_PATHS = 256;
    public static final int MAX_HOSTS = 256;

    /** The methods a route may name. */
    public static final Set<String> METHODS =
            Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE", "PURGE");

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public RouteMatch {
        paths = List.copyOf(paths);
        hosts = List.copyOf(hosts);
        methods = List.copyOf(methods);
        require(!paths.isEmpty() && paths.size() <= MAX_PATHS, "uris", paths.size() + " paths", "1 to 256 paths");
        require(hosts.size() <= MAX_HOSTS, "hosts", hosts.size() + " hosts", "at most 256 hosts");
        require(Set.copyOf(methods).size() == methods.size(), "methods", methods, "each method once");
        for (String method : methods) {
            require(METHODS.contains(method), "methods", method, "a method in capitals, such as GET");
        }
    }

    /** Every request whose path matches {@code path}. */
    public static RouteMatch path(String path) {
        return new RouteMatch(List.of(PathPattern.parse(path)), List.of(), List.of(), 0);
    }
}
