package dev.logway.edge.proxy;

/** Which answers say what revision of the configuration decided them, and whether requests may demand one. */
public enum RevisionHeader {
    /** None, and what a request demands is not heard. */
    OFF,
    /** Those to requests that demand a revision. */
    ASKED,
    /** All. */
    ALWAYS;

    /** Whether the answer to {@code request} says it. */
    boolean isShown(ClientRequest request) {
        return switch (this) {
            case OFF -> false;
            case ASKED -> request.minRevision() != null;
            case ALWAYS -> true;
        };
    }
}
