package dev.logway.verify.fault.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.bench.process.Workspace;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The settings files and command lines of all parts but the brokers. */
final class Settings {
    /** What follows a part's name where its status port is meant. */
    static final String STATUS = "/status";

    private static final String MAIN_CLASS = "dev.logway.standalone.cli.LogwayCli";

    private final Workspace workspace;
    private final String bootstrap;
    private final Ports ports;

    Settings(Workspace workspace, String bootstrap, Ports ports) {
        this.workspace = workspace;
        this.bootstrap = bootstrap;
        this.ports = ports;
    }

    /**
     * A part before it is started.
     *
     * @param door where others find it; 0 if nobody connects to it but through its own port
     */
    record Planned(
            String name,
            Role role,
            int port,
            int statusPort,
            int door,
            List<String> command,
            Map<String, String> environment,
            String readyPath) {
        int readyPort() {
            return statusPort > 0 ? statusPort : port;
        }
    }

    List<Planned> all(Cluster.Size size) {
        var all = new ArrayList<Planned>();
        for (int i = 1; i <= size.upstreams(); i++) {
            all.add(upstream("upstream-" + i));
        }
        for (int i = 1; i <= size.projectors(); i++) {
            all.add(projector("projector-" + i));
        }
        Path keys = workspace.write("admin-keys", List.of("admin:" + sha256(Cluster.ADMIN_KEY)));
        for (int i = 1; i <= size.apis(); i++) {
            all.add(api("command-api-" + i, keys));
        }
        for (int i = 1; i <= size.edges(); i++) {
            all.add(edge("edge-" + i));
        }
        Steady.remember(
                workspace,
                all.stream().map(Planned::door).filter(door -> door > 0).toList());
        return all;
    }

    /** The command line of {@code logway PART}. */
    static List<String> logway(Role role, Path settings) {
        return java(role, MAIN_CLASS, role.part(), "--config", settings.toString());
    }

    private static List<String> java(Role role, String mainClass, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(role.jvmFlags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    private Planned upstream(String name) {
        int port = ports.take();
        return new Planned(
                name,
                Role.UPSTREAM,
                port,
                0,
                ports.take(),
                java(Role.UPSTREAM, UpstreamMain.class.getName(), name, String.valueOf(port)),
                Map.of(),
                "/");
    }

    private Planned projector(String name) {
        int port = ports.take();
        Path settings = write(name, "state.dir=" + workspace.directory(name), "metrics.port=" + port);
        return planned(name, Role.PROJECTOR, port, 0, settings, Map.of(), "/ready");
    }

    private Planned api(String name, Path keys) {
        int port = ports.take();
        Path settings = write(name, "http.port=" + port, "admin.keys.file=" + keys);
        return planned(name, Role.COMMAND_API, port, 0, settings, Map.of(), "/v1/ready");
    }

    /** Without shedding: how soon an event loop gets a processor is no matter here, where all share two. */
    private Planned edge(String name) {
        int port = ports.take();
        int statusPort = ports.take();
        Path settings = write(
                name,
                "instance.id=" + name,
                "data.dir=" + workspace.directory(name),
                "http.host=127.0.0.1",
                "http.port=" + port,
                "status.port=" + statusPort,
                "event.loops=1",
                "shed.loop.lag.ms=0");
        return planned(
                name, Role.EDGE, port, statusPort, settings, FakeTime.environment(workspace, name), "/status/ready");
    }

    private static Planned planned(
            String name, Role role, int port, int statusPort, Path settings, Map<String, String> env, String ready) {
        return new Planned(name, role, port, statusPort, 0, logway(role, settings), env, ready);
    }

    private Path write(String name, String... settings) {
        var lines = new ArrayList<String>(List.of("kafka.bootstrap.servers=" + bootstrap));
        lines.addAll(List.of(settings));
        return workspace.write(name + ".properties", lines);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
