package dev.logway.api.http;

import dev.logway.domain.net.IpAddress;
import dev.logway.routing.MatchProbe;
import dev.logway.routing.RequestBody;
import dev.logway.routing.RouteRequest;
import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A request of which not everything was recorded, and which notes what it was asked for in vain. Confined to one thread. */
final class RecordedRequest implements RouteRequest {
    private final MatchProbe known;
    private final Set<String> recorded;
    private final @Nullable Instant at;
    private final SortedSet<String> unseen = new TreeSet<>();

    /**
     * What is known of a request.
     *
     * @param recorded names of header fields, in lower case, that would be among the known ones had they been sent
     * @param at when it came; null if that is not known
     */
    RecordedRequest(MatchProbe known, Set<String> recorded, @Nullable Instant at) {
        this.known = known;
        this.at = at;
        this.recorded = Set.copyOf(recorded);
    }

    /** What was looked at and was not recorded: header fields by name, and {@code body}. */
    SortedSet<String> unseen() {
        return unseen;
    }

    /** When it came; null if that is not known. */
    @Nullable
    Instant at() {
        return at;
    }

    /** The target as it was sent. */
    String uri() {
        return known.target().uri();
    }

    @Override
    public String path() {
        return known.path();
    }

    @Override
    public String host() {
        return known.host();
    }

    @Override
    public String method() {
        return known.method();
    }

    @Override
    public int methodBit() {
        return known.methodBit();
    }

    @Override
    public IpAddress remoteAddress() {
        return known.remoteAddress();
    }

    @Override
    public @Nullable String query() {
        return known.query();
    }

    @Override
    public @Nullable String header(String name) {
        String value = known.header(name);
        if (value == null && !recorded.contains(name)) {
            unseen.add(name);
        }
        return value;
    }

    @Override
    public @Nullable RequestBody body() {
        unseen.add("body");
        return null;
    }
}
