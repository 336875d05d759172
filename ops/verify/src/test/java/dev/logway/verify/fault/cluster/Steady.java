package dev.logway.verify.fault.cluster;

import dev.logway.bench.process.Workspace;
import dev.logway.bench.system.Documents;
import dev.logway.domain.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stays as it is in the group under test, while everything else in it changes. */
public final class Steady {
    /** The group under test, which all edges serve. */
    public static final Scope SCOPE = Scope.group("default");

    /** The path of the group in the admin API. */
    public static final String GROUP = "/v1/groups/default";

    /** A path that any node of the upstream serves, so that one of them may be away. */
    public static final String BOTH = "/steady/both";

    /** A path that only the first node serves. */
    public static final String SOLO = "/steady/solo";

    private static final String DOORS = "upstream-doors";
    private static final String TIMEOUT = "\"timeout\": {\"connect\": 2, \"send\": 5, \"read\": 5}";

    private Steady() {}

    /** Says where the nodes of the upstreams are found. */
    static void remember(Workspace workspace, List<Integer> doors) {
        workspace.write(DOORS, doors.stream().map(String::valueOf).toList());
    }

    static Map<String, String> documents(Workspace workspace) {
        List<Integer> doors = doors(workspace);
        var documents = new LinkedHashMap<String, String>();
        documents.put(GROUP, "{}");
        documents.put(GROUP + "/upstreams/both", upstream(doors));
        documents.put(GROUP + "/upstreams/solo", upstream(doors.subList(0, 1)));
        documents.put(GROUP + "/routes/steady-both", Documents.route(BOTH, "both"));
        documents.put(GROUP + "/routes/steady-solo", Documents.route(SOLO, "solo"));
        return documents;
    }

    private static String upstream(List<Integer> doors) {
        String document = Documents.upstream(doors);
        return document.substring(0, document.length() - 1) + ", " + TIMEOUT + "}";
    }

    private static List<Integer> doors(Workspace workspace) {
        try {
            return Files.readAllLines(workspace.file(DOORS)).stream()
                    .map(Integer::valueOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
