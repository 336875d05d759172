package dev.logway.verify.fault.cluster;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which part opened a connection: the kernel's tables in /proc say whose the other end is. Linux only. */
final class Peers {
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private final Supplier<Map<Long, String>> parts;

    /** @param parts names of the parts that run now, by process id */
    Peers(Supplier<Map<Long, String>> parts) {
        this.parts = parts;
    }

    /** Empty if no part has the other end of {@code accepted}, or has closed it again. */
    Optional<String> of(Socket accepted) {
        return inode(accepted.getPort(), accepted.getLocalPort()).flatMap(this::owner);
    }

    private Optional<String> owner(String inode) {
        var socket = Path.of("socket:[" + inode + "]");
        return parts.get().entrySet().stream()
                .filter(part -> holds(part.getKey(), socket))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean holds(long process, Path socket) {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/" + process + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (isLinkTo(descriptor, socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // the process has ended
        }
    }

    private static boolean isLinkTo(Path descriptor, Path socket) {
        try {
            return Files.readSymbolicLink(descriptor).equals(socket);
        } catch (IOException e) {
            return false; // closed since
        }
    }

    private static Optional<String> inode(int localPort, int remotePort) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).stream())
                .map(line -> BLANKS.split(line.strip()))
                .filter(fields -> fields.length > INODE
                        && hasPort(fields[LOCAL], localPort)
                        && hasPort(fields[REMOTE], remotePort))
                .map(fields -> fields[INODE])
                .findFirst();
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            return List.of(); // a machine without that kind of address
        }
    }

    private static boolean hasPort(String address, int port) {
        return address.endsWith(String.format(":%04X", port));
    }
}
