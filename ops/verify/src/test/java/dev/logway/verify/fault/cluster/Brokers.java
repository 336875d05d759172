package dev.logway.verify.fault.cluster;

import dev.logway.bench.process.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/** The settings of the brokers: each knows itself by its own ports, and the others by their doors in the relay. */
final class Brokers {
    static final int COUNT = 3;

    private final List<Address> addresses = new ArrayList<>();
    private final Uuid clusterId = Uuid.randomUuid();

    /** Where one listens, and where it is found. */
    private record Address(int port, int controllerPort, int door, int controllerDoor) {}

    Brokers(Ports ports) {
        for (int i = 0; i < COUNT; i++) {
            addresses.add(new Address(ports.take(), ports.take(), ports.take(), ports.take()));
        }
    }

    static String name(int number) {
        return "broker-" + number;
    }

    void planDoors(Relay relay) {
        for (int i = 0; i < COUNT; i++) {
            Address address = addresses.get(i);
            relay.plan(name(i + 1), address.port, address.door);
            relay.plan(name(i + 1), address.controllerPort, address.controllerDoor);
        }
    }

    /** Whether broker {@code number}, from 1, listens for clients, which it does once the cluster has admitted it. */
    boolean isListening(int number) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), addresses.get(number - 1).port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where all clients connect. */
    String bootstrap() {
        return addresses.stream().map(address -> "127.0.0.1:" + address.door).collect(Collectors.joining(","));
    }

    /** Writes the settings file of broker {@code number}, from 1. */
    Path settings(Workspace workspace, int number, Disk disk) {
        Address own = addresses.get(number - 1);
        var voters = new ArrayList<String>();
        for (int i = 1; i <= COUNT; i++) {
            Address address = addresses.get(i - 1);
            voters.add(i + "@127.0.0.1:" + (i == number ? address.controllerPort : address.controllerDoor));
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("data.dir", disk.path().toString());
        settings.put("port", String.valueOf(own.port));
        settings.put("node.id", String.valueOf(number));
        settings.put("quorum", String.join(",", voters));
        settings.put("cluster.id", clusterId.toString());
        settings.put(
                "kafka.advertised.listeners",
                "CLIENT://127.0.0.1:" + own.door + ",CONTROLLER://127.0.0.1:" + own.controllerDoor);
        return workspace.write(
                name(number) + ".properties",
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .sorted()
                        .toList());
    }
}
