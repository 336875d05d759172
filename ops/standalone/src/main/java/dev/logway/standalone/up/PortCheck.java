package dev.logway.standalone.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds out that a port is taken before anything is started, so that a refused start leaves nothing behind. */
public final class PortCheck {
    private PortCheck() {}

    /** @throws StartException if a port is taken, used twice or no port at all, naming it and its option */
    public static void check(UpOptions options) {
        var owners = new LinkedHashMap<Integer, String>();
        UpOptions.Ports ports = options.ports();
        claim(owners, ports.admin(), "admin API", "--admin-port");
        for (int edge = 0; edge < options.edges(); edge++) {
            claim(owners, ports.edge() + edge, "edge-" + (edge + 1), "--edge-port");
            claim(owners, ports.https() + edge, "HTTPS of edge-" + (edge + 1), "--https-port");
            claim(owners, ports.status() + edge, "status of edge-" + (edge + 1), "--status-port");
        }
        claim(owners, ports.kafka(), "Kafka", "--kafka-port");
        if (options.sample() == UpOptions.Sample.WITH_SAMPLE) {
            claim(owners, ports.echo(), "echo upstream", "--echo-port");
        }
    }

    private static void claim(Map<Integer, String> owners, int port, String owner, String option) {
        if (port < 1 || port > 65_535) {
            throw new StartException(option + ": " + port + " (expected: 1..65535, for the " + owner + ")");
        }
        String other = owners.putIfAbsent(port, owner);
        if (other != null) {
            throw new StartException("port " + port + " is meant for the " + other + " and for the " + owner
                    + "; choose another with " + option);
        }
        try (var socket = new ServerSocket()) {
            // As the servers themselves do, so that connections lingering from the last run do not count as taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new StartException(
                    "port " + port + " (" + owner + ") is taken; end what uses it, or choose another with " + option,
                    e);
        }
    }
}
