package dev.logway.edge.snapshot;

/** A snapshot that must not be served. The message says why, in one line. */
final class RefusedSnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedSnapshotException(String message) {
        super(message);
    }
}
