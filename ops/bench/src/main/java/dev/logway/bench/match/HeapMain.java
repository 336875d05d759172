package dev.logway.bench.match;

import dev.logway.bench.table.ManyRoutes;
import dev.logway.domain.image.ScopeImage;
import dev.logway.routing.NoDataPlane;
import dev.logway.routing.RoutingTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Measures the heap that an image of many routes and its table keep, in a JVM that does nothing else. Arguments: the
 * number of routes, and the file that gets the bytes of the image and those of the table.
 */
final class HeapMain {
    private static final int COLLECTIONS = 4;

    private HeapMain() {}

    public static void main(String[] arguments) throws IOException {
        int routes = Integer.parseInt(arguments[0]);
        // Loads every class, so that only the routes make a difference.
        Configured warm = Configured.of(ManyRoutes.of(100));
        long before = used();
        ScopeImage image = Configured.image(ManyRoutes.of(routes));
        long withImage = used();
        var table = RoutingTable.empty(new NoDataPlane()).apply(image.asDelta(), image);
        long withTable = used();
        if (table.size() != image.size() - 1 || warm.table().size() >= routes) {
            throw new IllegalStateException(table.size() + " routes are served, of " + image);
        }
        Files.writeString(Path.of(arguments[1]), (withImage - before) + " " + (withTable - withImage));
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
