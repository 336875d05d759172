package dev.logway.edge.client;

import org.jspecify.annotations.Nullable;

/** The header fields that are about revisions of the configuration. */
public final class RevisionFields {
    /** Of a request: the least revision that may decide it. */
    public static final String MIN_REVISION = "Logway-Min-Revision";

    /** Of an answer: the revision that decided it. */
    public static final String REVISION = "Logway-Revision";

    private static final int MIN_REVISION_LENGTH = 19;

    private RevisionFields() {}

    /** Whether {@code name} is {@link #MIN_REVISION}. */
    public static boolean isMinRevision(String name) {
        return name.length() == MIN_REVISION_LENGTH && name.equalsIgnoreCase(MIN_REVISION);
    }

    /** The lines of a field as one text (RFC 9110, section 5.3). */
    static String joined(@Nullable String lines, String next) {
        return lines == null ? next : lines + ", " + next;
    }
}
