package dev.logway.api.json;

/** A body that is no JSON (RFC 8259), or JSON of a shape that is refused: duplicate names, too deep. */
public final class MalformedJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    MalformedJsonException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /** Where reading failed, from 1. */
    public int line() {
        return line;
    }

    /** Where in the line reading failed, from 1. */
    public int column() {
        return column;
    }
}
