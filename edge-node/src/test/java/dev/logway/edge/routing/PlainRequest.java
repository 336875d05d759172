package dev.logway.edge.routing;

record PlainRequest(String method, String host, String path) implements RouteRequest {
    static PlainRequest get(String path) {
        return new PlainRequest("GET", "", path);
    }

    @Override
    public int methodBit() {
        return Methods.bit(method);
    }
}
