package dev.logway.api.http;

import java.util.Locale;

/**
 * Paths as they were sent. Dot segments and empty ones are resolved by whoever feels like it (RFC 3986, section
 * 5.2.4), so that {@code DELETE /v1/groups/g/routes/..} could become the deletion of the group; here they name nothing.
 */
final class RequestPath {
    private RequestPath() {}

    /** Whether nobody can take {@code path} for another one. */
    static boolean isPlain(String path) {
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            String segment = segments[i].toLowerCase(Locale.ROOT).replace("%2e", ".");
            boolean last = i == segments.length - 1;
            if (segment.equals(".") || segment.equals("..") || (segment.isEmpty() && !last)) {
                return false;
            }
        }
        return true;
    }
}
