package dev.logway.bench.process;

/** A benchmark that cannot go on. The message is for the person at the terminal: what is wrong, and the way out. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
