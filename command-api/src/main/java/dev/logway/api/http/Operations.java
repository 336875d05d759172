package dev.logway.api.http;

import dev.logway.api.json.Documents;
import dev.logway.api.json.SchemaFiles;
import dev.logway.api.metrics.ApiMetrics;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Everything the API can do, in the order in which paths are tried.
 *
 * @param endpoints the fixed paths before those with parameters in their place
 */
record Operations(List<Endpoint> endpoints, ControlPlane plane, OpenStreams streams, ApiMetrics metrics) {
    private static final String GROUPS = "/v1/groups";
    private static final String GROUP = GROUPS + "/:group";
    private static final String KIND = GROUP + "/:kind";
    private static final String RESOURCE = KIND + "/:id";

    /**
     * The operations on {@code plane}.
     *
     * @param random of which ids of commands are made
     */
    static Operations of(
            Vertx vertx,
            ControlPlane plane,
            ApiLimits limits,
            ApiMetrics metrics,
            InstantSource clock,
            RandomGenerator random) {
        SchemaFiles files = SchemaFiles.load();
        var documents = new Documents(files, plane.cipher(), clock);
        var offload = new Offload(vertx);
        var bodies = new Bodies(plane.images(), documents, offload);
        var streams = new OpenStreams();
        var desk = new CommandDesk(
                new Asks(new CommandIds(clock, random), new CanaryInstances(plane.fleet()), clock, limits),
                new Commands(vertx, plane, limits, metrics, clock),
                new CommandAnswers(
                        documents, clock, change -> new LiveReceipts(vertx, plane.fleet(), streams, clock, change)),
                streams,
                offload);
        var catchUp = new CatchUp(vertx, plane.images());
        var shown = new ShownAt(plane.images(), plane.past());
        var resources = new ResourceEndpoints(shown, documents, desk, bodies);
        var patch = new PatchEndpoint(plane.images(), documents, desk, bodies, catchUp);
        var computed = new ComputedChanges(desk, catchUp);
        var lists = new ListEndpoints(plane.images(), shown, documents, offload);
        var history = new HistoryEndpoints(vertx, plane, streams, documents, offload);
        var tables = new RoutingTables();

        var endpoints = new ArrayList<Endpoint>();
        endpoints.addAll(new SystemEndpoints(plane.readiness(), OpenApi.load(files), metrics).all());
        endpoints.add(history.commandAt("/v1/commands/:id"));
        endpoints.add(lists.groupsAt(GROUPS));
        endpoints.addAll(resources.at(GROUP));
        endpoints.add(patch.at(GROUP));
        endpoints.add(new ChangesetEndpoint(desk, bodies).at(GROUP + "/changesets"));
        endpoints.add(new RehearseEndpoint(desk, bodies, plane.access(), tables, offload).at(GROUP + "/rehearse"));
        endpoints.add(new UndoEndpoint(computed, shown, bodies, documents, offload).at(GROUP + "/undo"));
        endpoints.add(new RevertEndpoint(computed, shown, bodies, offload).at(GROUP + "/revert"));
        endpoints.add(new ForkEndpoint(desk, shown, bodies, offload, plane.cipher()).at(GROUP + "/fork"));
        endpoints.add(new PromoteEndpoint(computed, shown, bodies, documents, offload, plane.cipher())
                .at(GROUP + "/promote"));
        endpoints.addAll(new PendingEndpoints(resources, desk).at(GROUP + "/pending_changes/:id"));
        endpoints.addAll(history.eventsAt(GROUP, RESOURCE));
        endpoints.add(new DiffEndpoint(shown, documents, offload).at(GROUP + "/diff"));
        endpoints.add(new BlameEndpoint(shown, plane.history(), documents, offload).at(RESOURCE + "/blame"));
        endpoints.add(new ExplainEndpoint(shown, tables, offload).at(GROUP + "/explain"));
        endpoints.add(new FleetEndpoint(plane, clock).at(GROUP + "/instances"));
        endpoints.add(new RolloutEndpoint(vertx, plane, streams, clock).at(GROUP + "/rollout"));
        endpoints.add(lists.resourcesAt(KIND));
        endpoints.addAll(resources.at(RESOURCE));
        endpoints.add(patch.at(RESOURCE));
        return new Operations(List.copyOf(endpoints), plane, streams, metrics);
    }
}
