package dev.logway.api.json;

import java.util.List;

/** A document that is JSON and still cannot be taken, with everything that is wrong with it. */
public final class InvalidDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final int omitted;

    InvalidDocumentException(List<Problem> problems, int omitted) {
        super(problems.isEmpty() ? "invalid document" : problems.getFirst().message());
        this.problems = List.copyOf(problems);
        this.omitted = omitted;
    }

    /** A document with one fault. */
    public static InvalidDocumentException of(String pointer, String message) {
        return new InvalidDocumentException(List.of(new Problem(pointer, message)), 0);
    }

    /** The faults, in the order of the document's check; at least one. */
    public List<Problem> problems() {
        return problems;
    }

    /** How many more faults there are than {@link #problems()} names. */
    public int omitted() {
        return omitted;
    }
}
