package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.net.CidrRange;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Timeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Routes as documents. */
final class RouteDocument {
    private RouteDocument() {}

    /** The route; null if the document is at fault. */
    static @Nullable Route read(String id, Fields fields) {
        Descriptor descriptor = DescriptorFields.read(fields);
        List<PathPattern> paths = oneOrMore(fields, "uri", "uris", PathPattern::parse);
        List<HostPattern> hosts = oneOrMore(fields, "host", "hosts", HostPattern::new);
        List<String> methods = fields.readAll("methods", JsonNode::asText);
        List<CidrRange> addresses = oneOrMore(fields, "remote_addr", "remote_addrs", CidrRange::parse);
        Expression vars = VarsField.read(fields);
        int priority = Objects.requireNonNullElse(fields.read("priority", JsonNode::intValue), 0);
        int status = Objects.requireNonNullElse(fields.read("status", JsonNode::intValue), 1);
        Timeouts timeouts = TimeoutFields.read(fields);
        boolean webSocket = Objects.requireNonNullElse(fields.read("enable_websocket", JsonNode::booleanValue), false);
        String serviceId = fields.read("service_id", Ids::read);
        Backend backend = BackendFields.read(fields);
        return fields.build(() -> new Route(
                id,
                descriptor,
                status == 0 ? Route.Status.DISABLED : Route.Status.ENABLED,
                new RouteMatch(paths, hosts, methods, addresses, vars, priority),
                new Route.Target(
                        serviceId, backend, timeouts, webSocket ? Route.Upgrade.WEBSOCKET : Route.Upgrade.NONE)));
    }

    static void write(Route route, ObjectNode document) {
        DescriptorFields.write(route.descriptor(), document);
        RouteMatch match = route.match();
        putOneOrMore(document, "uri", "uris", match.paths());
        putOneOrMore(document, "host", "hosts", match.hosts());
        if (!match.methods().isEmpty()) {
            ArrayNode methods = document.putArray("methods");
            match.methods().forEach(methods::add);
        }
        putOneOrMore(document, "remote_addr", "remote_addrs", match.remoteAddresses());
        VarsField.write(match.vars(), document);
        document.put("priority", match.priority());
        document.put("status", route.status() == Route.Status.ENABLED ? 1 : 0);
        document.put("enable_websocket", route.target().upgrade() == Route.Upgrade.WEBSOCKET);
        TimeoutFields.write(route.target().timeouts(), document);
        if (route.target().serviceId() != null) {
            document.put("service_id", route.target().serviceId());
        }
        BackendFields.write(route.target().backend(), document);
    }

    private static <T> List<T> oneOrMore(Fields fields, String one, String several, Function<String, T> parsing) {
        var values = new ArrayList<T>(fields.readAll(several, text -> parsing.apply(text.asText())));
        T single = fields.read(one, text -> parsing.apply(text.asText()));
        if (single != null) {
            values.add(single);
        }
        return values;
    }

    private static void putOneOrMore(ObjectNode document, String one, String several, List<?> values) {
        if (values.size() == 1) {
            document.put(one, values.getFirst().toString());
        } else if (!values.isEmpty()) {
            ArrayNode array = document.putArray(several);
            values.forEach(value -> array.add(value.toString()));
        }
    }
}
