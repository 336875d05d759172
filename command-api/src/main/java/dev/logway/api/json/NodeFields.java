package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.UpstreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code nodes}: an array of {@code host, port, weight, priority}, or an object of {@code "host:port": weight}. */
final class NodeFields {
    private static final int DEFAULT_WEIGHT = 1;

    private NodeFields() {}

    /** @throws IllegalArgumentException if a node is not valid or stands there twice */
    static List<Node> read(JsonNode nodes) {
        List<Node> read = nodes.isArray() ? fromArray(nodes) : fromObject(nodes);
        return UpstreamSpec.of(read.toArray(Node[]::new)).nodes();
    }

    static void write(List<Node> nodes, ObjectNode parent) {
        ArrayNode array = parent.putArray("nodes");
        for (Node node : nodes) {
            array.addObject()
                    .put("host", node.host())
                    .put("port", node.port())
                    .put("weight", node.weight())
                    .put("priority", node.priority());
        }
    }

    private static List<Node> fromArray(JsonNode array) {
        var nodes = new ArrayList<Node>(array.size());
        for (JsonNode node : array) {
            JsonNode weight = node.path("weight");
            nodes.add(new Node(
                    node.path("host").asText(),
                    node.path("port").intValue(),
                    weight.isMissingNode() ? DEFAULT_WEIGHT : weight.intValue(),
                    node.path("priority").intValue()));
        }
        return nodes;
    }

    private static List<Node> fromObject(JsonNode object) {
        var nodes = new ArrayList<Node>(object.size());
        for (Map.Entry<String, JsonNode> node : object.properties()) {
            String address = node.getKey();
            int colon = address.lastIndexOf(':');
            String host = address.substring(0, colon);
            nodes.add(new Node(
                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(address.substring(colon + 1)),
                    node.getValue().intValue()));
        }
        return nodes;
    }
}
