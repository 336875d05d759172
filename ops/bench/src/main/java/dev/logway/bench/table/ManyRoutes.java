package dev.logway.bench.table;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of any size, of the kinds of routes that a company's gateway has. Of twenty routes twelve have two
 * parameters ({@code /v1/SERVICE-N/:tenant/COLLECTION/:id}), four are exact ({@code /v1/SERVICE-N/COLLECTION}), three
 * take a prefix ({@code /assets/SERVICE-N/COLLECTION/*}), and one has the pattern
 * {@code /v1/tenants/:tenant/orders/:id} and a host of its own.
 */
public final class ManyRoutes {
    private static final List<String> SERVICES = List.of(
            "accounts",
            "billing",
            "catalog",
            "customers",
            "delivery",
            "events",
            "inventory",
            "ledger",
            "media",
            "notifications",
            "orders",
            "payments",
            "pricing",
            "reports",
            "search",
            "shipping",
            "users");
    private static final List<String> COLLECTIONS = List.of(
            "addresses",
            "comments",
            "documents",
            "entries",
            "invoices",
            "items",
            "labels",
            "members",
            "notes",
            "positions",
            "refunds",
            "rules",
            "states",
            "tasks",
            "versions");
    private static final int CYCLE = 20;
    private static final int EXACT_FROM = 12;
    private static final int PREFIX_FROM = 16;
    private static final int HOST_FROM = 19;

    private ManyRoutes() {}

    /** The first {@code count} routes, in the order of their numbers. */
    public static List<SampleRoute> of(int count) {
        return IntStream.range(0, count).mapToObj(ManyRoutes::route).toList();
    }

    /** Route {@code number}, from 0. */
    public static SampleRoute route(int number) {
        int kind = number % CYCLE;
        String service = SERVICES.get(number % SERVICES.size()) + "-" + number / CYCLE;
        String collection = COLLECTIONS.get(number % COLLECTIONS.size());
        String id = "route-" + number;
        if (kind < EXACT_FROM) {
            String start = "/v1/" + service + "/";
            return new SampleRoute(
                    id,
                    start + ":tenant/" + collection + "/:id",
                    "",
                    "",
                    start + "t-" + number % 997 + "/" + collection + "/" + (1_000_000 + number));
        }
        if (kind < PREFIX_FROM) {
            String uri = "/v1/" + service + "/" + collection;
            return new SampleRoute(id, uri, "", "", uri);
        }
        if (kind < HOST_FROM) {
            String start = "/assets/" + service + "/" + collection + "/";
            return new SampleRoute(id, start + "*", "", "", start + "2026/" + number + ".png");
        }
        return new SampleRoute(
                id,
                "/v1/tenants/:tenant/orders/:id",
                "shop-" + number / CYCLE + ".example.com",
                "",
                "/v1/tenants/t-" + number % 997 + "/orders/" + (1_000_000 + number));
    }
}
