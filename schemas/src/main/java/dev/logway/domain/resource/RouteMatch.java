package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import dev.logway.domain.expression.Expression;
import dev.logway.domain.net.CidrRange;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a route takes.
 *
 * @param paths 1 to {@value #MAX_PATHS} ({@code uri}, {@code uris})
 * @param hosts at most {@value #MAX_HOSTS} ({@code host}, {@code hosts}); empty for the service's, or any host
 * @param methods each one of {@link #METHODS}, without repetition; empty for any method
 * @param remoteAddresses at most {@value #MAX_ADDRESSES}, none twice ({@code remote_addr}, {@code remote_addrs}); empty
 *     for clients from anywhere
 * @param vars what else must hold of a request, or null
 * @param priority among routes of one path pattern, the higher is tried first
 */
public record RouteMatch(
        List<PathPattern> paths,
        List<HostPattern> hosts,
        List<String> methods,
        List<CidrRange> remoteAddresses,
        @Nullable Expression vars,
        int priority) {
    public static final int MAX_PATHS = 256;
    public static final int MAX_HOSTS = 256;
    public static final int MAX_ADDRESSES = 256;

    /** The methods a route may name. */
    public static final Set<String> METHODS =
            Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE", "PURGE");

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public RouteMatch {
        paths = List.copyOf(paths);
        hosts = List.copyOf(hosts);
        methods = List.copyOf(methods);
        remoteAddresses = List.copyOf(remoteAddresses);
        require(!paths.isEmpty() && paths.size() <= MAX_PATHS, "uris", paths.size() + " paths", "1 to 256 paths");
        require(hosts.size() <= MAX_HOSTS, "hosts", hosts.size() + " hosts", "at most 256 hosts");
        require(Set.copyOf(methods).size() == methods.size(), "methods", methods, "each method once");
        for (String method : methods) {
            require(METHODS.contains(method), "methods", method, "a method in capitals, such as GET");
        }
        int addresses = remoteAddresses.size();
        require(addresses <= MAX_ADDRESSES, "remote_addrs", addresses + " addresses", "at most 256 addresses");
        require(
                Set.copyOf(remoteAddresses).size() == addresses,
                "remote_addrs",
                remoteAddresses,
                "each address or range once");
    }

    /** Every request whose path matches {@code path}. */
    public static RouteMatch path(String path) {
        return new RouteMatch(List.of(PathPattern.parse(path)), List.of(), List.of(), List.of(), null, 0);
    }
}
