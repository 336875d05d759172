package dev.logway.bench.table;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of the size and shape of a large public API, made by a rule: collections below what owns them, each with six
 * operations on it, as in the REST API of a code host. Routes name their method, so several share one path.
 */
public final class PublicApi {
    /** How many routes there are. */
    public static final int ROUTES = 609;

    private static final List<Owner> OWNERS = List.of(
            new Owner("/repos/:owner/:repo", "/repos/octocat/hello-world"),
            new Owner("/orgs/:org", "/orgs/example"),
            new Owner("/users/:username", "/users/octocat"),
            new Owner("/teams/:team_id", "/teams/4711"),
            new Owner("/enterprises/:enterprise", "/enterprises/example"),
            new Owner("/gists/:gist_id", "/gists/aa5a315d61ae9438b18d"),
            new Owner("/projects/:project_id", "/projects/1002604"),
            new Owner("/apps/:app_slug", "/apps/octoapp"),
            new Owner("/user", "/user"));
    private static final List<String> COLLECTIONS = List.of(
            "issues",
            "pulls",
            "branches",
            "commits",
            "comments",
            "hooks",
            "keys",
            "labels",
            "members",
            "milestones",
            "releases",
            "runs");

    private PublicApi() {}

    private record Owner(String uri, String path) {}

    private record Operation(String name, String method, String uri, String path) {}

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("list", "GET", "", ""),
            new Operation("create", "POST", "", ""),
            new Operation("get", "GET", "/:id", "/1347"),
            new Operation("update", "PATCH", "/:id", "/1347"),
            new Operation("delete", "DELETE", "/:id", "/1347"),
            new Operation("events", "GET", "/:id/events", "/1347/events"));

    /** All routes. */
    public static List<SampleRoute> routes() {
        var routes = new ArrayList<SampleRoute>();
        for (Owner owner : OWNERS) {
            for (String collection : COLLECTIONS) {
                for (Operation operation : OPERATIONS) {
                    routes.add(route(routes.size(), owner, collection, operation));
                }
            }
        }
        return List.copyOf(routes.subList(0, ROUTES));
    }

    private static SampleRoute route(int number, Owner owner, String collection, Operation operation) {
        return new SampleRoute(
                "api-" + number + "-" + operation.name,
                owner.uri + "/" + collection + operation.uri,
                "",
                operation.method,
                owner.path + "/" + collection + operation.path);
    }
}
