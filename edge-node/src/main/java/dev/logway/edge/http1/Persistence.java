package dev.logway.edge.http1;

import java.util.List;
import java.util.Locale;

/** Whether whoever sent a message lets its connection go on behind it (RFC 9112, section 9.3). */
final class Persistence {
    private static final String KEEP_ALIVE = "keep-alive";

    private Persistence() {}

    static boolean of(Version version, Fields fields) {
        boolean persists = version == Version.HTTP_1_1;
        List<String> lines = fields.getAll("Connection");
        if (lines.size() == 1 && lines.getFirst().equalsIgnoreCase(KEEP_ALIVE)) {
            return true; // the usual case
        }
        for (String line : lines) {
            for (String option : line.split(",", -1)) {
                switch (option.strip().toLowerCase(Locale.ROOT)) {
                    case "close" -> {
                        return false;
                    }
                    case KEEP_ALIVE -> persists = true;
                    default -> {}
                }
            }
        }
        return persists;
    }
}
