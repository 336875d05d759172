package dev.logway.api.json;

/**
 * One fault of a document.
 *
 * @param pointer to the value at fault, or to the missing one (RFC 6901)
 * @param message for people: {@code name: value (expected: range)}
 */
public record Problem(String pointer, String message) {}
