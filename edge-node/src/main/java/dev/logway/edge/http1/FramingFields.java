package dev.logway.edge.http1;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the fields of one head say of its body's end and of its connection, found in one pass over them. */
final class FramingFields {
    private static final String CLOSE = "close";
    private static final String KEEP_ALIVE = "keep-alive";
    private static final String CHUNKED = "chunked";

    private @Nullable String length;
    private int lengths;
    private boolean lengthsDiffer;
    private @Nullable String coding;
    private int codings;
    private boolean closes;
    private boolean keepsAlive;

    private FramingFields() {}

    static FramingFields of(Fields fields) {
        var found = new FramingFields();
        for (int i = 0; i < fields.count(); i++) {
            String name = fields.nameAt(i);
            switch (name.length()) {
                case 10 -> {
                    if (name.equalsIgnoreCase("Connection")) {
                        found.connection(fields.valueAt(i));
                    }
                }
                case 14 -> {
                    if (name.equalsIgnoreCase("Content-Length")) {
                        found.length(fields.valueAt(i));
                    }
                }
                case 17 -> {
                    if (name.equalsIgnoreCase("Transfer-Encoding")) {
                        found.coding = fields.valueAt(i);
                        found.codings++;
                    }
                }
                default -> {}
            }
        }
        return found;
    }

    private void length(String value) {
        lengthsDiffer |= length != null && !length.equals(value);
        length = value;
        lengths++;
    }

    private void connection(String value) {
        if (value.equalsIgnoreCase(KEEP_ALIVE)) {
            keepsAlive = true; // the usual case
            return;
        }
        for (String option : value.split(",", -1)) {
            switch (option.strip().toLowerCase(Locale.ROOT)) {
                case CLOSE -> closes = true;
                case KEEP_ALIVE -> keepsAlive = true;
                default -> {}
            }
        }
    }

    /** How often Content-Length is there. */
    int lengths() {
        return lengths;
    }

    /**
     * The one content length, however often it is said; 0 if it is not.
     *
     * @throws MalformedException if there are two, or it is none
     */
    long length() throws MalformedException {
        if (lengthsDiffer) {
            throw new MalformedException("two content lengths");
        }
        return length == null ? 0 : ContentLength.parse(length);
    }

    /** Whether Transfer-Encoding is there. */
    boolean isCoded() {
        return codings > 0;
    }

    /** Whether it is chunked, once, and nothing else. */
    boolean isChunked() {
        return codings == 1 && CHUNKED.equalsIgnoreCase(coding);
    }

    /** Whether whoever sent it in {@code version} lets its connection go on behind it (RFC 9112, section 9.3). */
    boolean isPersistent(Version version) {
        return !closes && (keepsAlive || version == Version.HTTP_1_1);
    }
}
