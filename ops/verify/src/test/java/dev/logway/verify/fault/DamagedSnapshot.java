package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Cluster;
import dev.logway.verify.fault.cluster.Part;
import dev.logway.verify.fault.cluster.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** An edge is killed, and finds its snapshot cut short, or with bytes that nobody wrote. */
record DamagedSnapshot() implements Fault {
    @Override
    public String name() {
        return "damaged snapshot";
    }

    @Override
    public Injury inject(Cluster cluster, RandomGenerator random) {
        Part edge = Picks.one(random, cluster.all(Role.EDGE));
        edge.kill();
        boolean isCut = random.nextBoolean();
        damage(cluster.directory(edge).resolve("snapshot"), isCut, random);
        return new Injury(edge + (isCut ? ", cut short" : ", bytes changed"), Duration.ZERO, () -> {
            edge.start();
            edge.awaitReady();
        });
    }

    private static void damage(Path file, boolean isCut, RandomGenerator random) {
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[] {1};
            if (isCut) {
                Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                return;
            }
            for (int i = random.nextInt(1, 10); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) random.nextInt(1, 256);
            }
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
