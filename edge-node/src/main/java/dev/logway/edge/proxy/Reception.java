package dev.logway.edge.proxy;

import dev.logway.edge.client.ClientConnection;
import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.overload.Overload;
import dev.logway.edge.upstream.LiveUpstream;
import dev.logway.routing.Candidate;
import dev.logway.routing.RoutingTable;
import org.jspecify.annotations.Nullable;

/*
 *   refused ← (wait for a revision) → match → (read the body → match again) → routed
 */
/** A request on its way to its route: what it is refused for, and waits for, before there is one. Confined to one event loop. */
final class Reception implements RevisionWaits.Waiting {
    private final ProxyLoop loop;
    private final ClientConnection client;
    private final ClientRequest asked;
    private final Upload upload;
    private final Listener listener;
    private RevisionWaits.@Nullable Place place;

    /** Hears once what became of it. */
    interface Listener {

        /** {@code match} takes it. */
        void routed(Candidate<RouteTraffic> match, RoutingTable<RouteTraffic, LiveUpstream> table);

        /** No route is asked; it is to be answered with {@code status}. */
        void unrouted(int status);

        /** No route is asked; it is to be answered with {@code problem}. */
        void unrouted(Problem problem);

        /** Likewise, with 503, because the edge has too much to do. */
        void shed(Overload.Reason reason);

        /** Whether it is over already. */
        boolean isDone();
    }

    Reception(ProxyLoop loop, ClientConnection client, ClientRequest asked, Upload upload, Listener listener) {
        this.loop = loop;
        this.client = client;
        this.asked = asked;
        this.upload = upload;
        this.listener = listener;
    }

    void start() {
        Overload.Reason overload = loop.overload();
        if (overload != null) {
            listener.shed(overload);
        } else if (client.isSecure() && isMisdirected()) {
            listener.unrouted(421);
        } else if (upload.isTooLarge(asked.bodyBytes())) {
            listener.unrouted(413);
        } else if (asked.minRevision() == null) {
            route();
        } else {
            demand(asked.minRevision());
        }
    }

    /** Whether it waits for a revision of the configuration. */
    boolean isWaiting() {
        return place != null;
    }

    /** It is over, whatever it waited for. */
    void end() {
        if (place != null) {
            loop.revisionWaits().leave(place);
        }
    }

    /** Goes on once the revision is served that the request demands. */
    private void demand(String text) {
        if (loop.observability().revisionHeader() == RevisionHeader.OFF) {
            route();
            return;
        }
        long least = RevisionDemand.parse(text);
        if (least == RevisionDemand.MALFORMED) {
            listener.unrouted(RevisionDemand.malformed());
        } else if (loop.revision() >= least) {
            route();
        } else {
            place = loop.revisionWaits().take(least, this, System.nanoTime());
            if (place == null) {
                listener.unrouted(
                        loop.isDraining()
                                ? RevisionDemand.ended(least, loop.revision())
                                : RevisionDemand.refused(least, loop.revision()));
            } else {
                loop.revised(); // it may have been published in between
            }
        }
    }

    @Override
    public void served() {
        place = null;
        route();
    }

    @Override
    public void late(long least) {
        place = null;
        listener.unrouted(RevisionDemand.late(
                least, loop.revision(), loop.limits().revisions().longest()));
    }

    @Override
    public void ended(long least) {
        place = null;
        listener.unrouted(RevisionDemand.ended(least, loop.revision()));
    }

    private void route() {
        RoutingTable<RouteTraffic, LiveUpstream> table = loop.table();
        if (table == null) {
            listener.unrouted(503);
            return;
        }
        Candidate<RouteTraffic> match = table.match(asked);
        if (asked.lacksBody()) {
            readBody();
        } else if (match == null) {
            listener.unrouted(404);
        } else {
            listener.routed(match, table);
        }
    }

    /** Matches again once the body that a condition asked for is there. */
    private void readBody() {
        int most = loop.limits().bodies().routedBytes();
        if (asked.bodyBytes() > most) {
            listener.unrouted(413);
            return;
        }
        if (asked.expectsContinue()) {
            upload.invite();
        }
        upload.readWhole(most, whole -> {
            asked.read(whole);
            if (!listener.isDone()) {
                route();
            }
        });
    }

    /** Whether the client asks for a host that wants to see its certificate, over a connection of another one. */
    private boolean isMisdirected() {
        String host = asked.host();
        String connected = client.serverName();
        return !host.equalsIgnoreCase(connected) && loop.certificates().isMisdirected(connected, host);
    }
}
