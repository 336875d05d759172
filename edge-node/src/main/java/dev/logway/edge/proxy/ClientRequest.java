package dev.logway.edge.proxy;

import dev.logway.domain.net.IpAddress;
import dev.logway.edge.client.AcceptedRequest;
import dev.logway.edge.client.Audience;
import dev.logway.edge.client.ClientConnection;
import dev.logway.edge.upstream.HashSource;
import dev.logway.routing.BufferedBody;
import dev.logway.routing.Methods;
import dev.logway.routing.RequestBody;
import dev.logway.routing.RequestHost;
import dev.logway.routing.RequestTarget;
import dev.logway.routing.RouteRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpVersion;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client asks for, as routing and hashing look at it. */
final class ClientRequest implements RouteRequest, HashSource {
    /** RFC 9110, section 9.2.2. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

    private final AcceptedRequest request;
    private final ClientConnection client;
    private final boolean ofTrustedProxy;
    private final @Nullable IpAddress forwarded;
    private @Nullable String host;
    private @Nullable RequestBody body;
    private boolean bodyAskedFor;
    private boolean upgrades;

    ClientRequest(AcceptedRequest request, ClientConnection client, TrustedProxies proxies) {
        this.request = request;
        this.client = client;
        this.ofTrustedProxy = proxies.trust(client.ip());
        this.forwarded = ofTrustedProxy ? proxies.client(request.fields(), client.ip()) : null;
    }

    MultiMap headers() {
        return request.fields();
    }

    ClientConnection client() {
        return client;
    }

    /** The client's IP address: the connection's, or what a trusted proxy says. */
    String address() {
        return forwarded == null ? client.address() : forwarded.toString();
    }

    /** Whether it comes from a proxy that is believed what it says of its client. */
    boolean isOfTrustedProxy() {
        return ofTrustedProxy;
    }

    HttpVersion version() {
        return request.version();
    }

    /** Who reads what the edge answers itself. */
    Audience audience() {
        return request.audience();
    }

    RequestTarget target() {
        return request.target();
    }

    /** The Host field, or {@code :authority}, as it was sent; null if there was none. */
    @Nullable
    String sentHost() {
        return request.host();
    }

    /** The least revision of the configuration that may decide it, as it was sent; null for any. */
    @Nullable
    String minRevision() {
        return request.minRevision();
    }

    /** The length of the body; {@link AcceptedRequest#UNKNOWN} if only its end tells. */
    long bodyBytes() {
        return request.bodyBytes();
    }

    boolean hasBody() {
        return request.bodyBytes() != 0;
    }

    boolean expectsContinue() {
        return request.fields().contains(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
    }

    boolean isIdempotent() {
        return IDEMPOTENT.contains(request.method());
    }

    /** Whether it {@linkplain #upgrade asks} to become a WebSocket, and may. */
    boolean upgrades() {
        return upgrades;
    }

    /** Its route lets it become a WebSocket, if it asks for that. @return whether it does */
    boolean upgrade() {
        upgrades = !hasBody() && WebSocketUpgrade.isAskedFor(this);
        return upgrades;
    }

    /** Whether it was routed by a body that is still to come, so that it has to be {@linkplain #read read} first. */
    boolean lacksBody() {
        return bodyAskedFor && body == null && hasBody() && BufferedBody.isReadable(contentType());
    }

    /** Takes all of the body. */
    void read(Buffer whole) {
        body = new BufferedBody(whole.getBytes(), contentType());
    }

    @Override
    public String path() {
        return target().path();
    }

    @Override
    public String host() {
        if (host == null) {
            String authority = target().authority() == null ? sentHost() : target().authority();
            host = authority == null ? "" : RequestHost.of(authority);
        }
        return host;
    }

    @Override
    public int methodBit() {
        return Methods.bit(request.method());
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public IpAddress remoteAddress() {
        return forwarded == null ? client.ip() : forwarded;
    }

    @Override
    public @Nullable String query() {
        return target().query();
    }

    @Override
    public @Nullable String header(String name) {
        return Heads.joined(request.fields(), name);
    }

    @Override
    public @Nullable RequestBody body() {
        bodyAskedFor = true;
        return body;
    }

    @Override
    public @Nullable String cookie(String name) {
        return RequestVariables.cookie(this, name);
    }

    @Override
    public @Nullable String variable(String name) {
        return RequestVariables.read(this, name);
    }

    private @Nullable String contentType() {
        return request.fields().get(HttpHeaderNames.CONTENT_TYPE);
    }
}
