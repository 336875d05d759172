package dev.logway.edge.http1;

/** A message that two parties could read differently, or not at all. Its trace would tell nothing. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** What is wrong, as far as the answer depends on it. */
    public enum Fault {
        /** Not what RFC 9112 says. */
        SYNTAX,
        /** The first line is too long. */
        FIRST_LINE_TOO_LONG,
        /** The header section is too long, or has too many fields. */
        FIELDS_TOO_LARGE,
        /** Neither HTTP/1.1 nor HTTP/1.0. */
        VERSION
    }

    MalformedException(String message) {
        this(Fault.SYNTAX, message);
    }

    MalformedException(Fault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
    }

    /** What is wrong. */
    public Fault fault() {
        return fault;
    }
}
