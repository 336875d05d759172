package dev.logway.domain.fleet;

/** What is to become of a change that was tried, and why, for people. */
public sealed interface CanaryVerdict {
    /** With the figures that were seen. */
    String reason();

    /** It is made for all. */
    record Promote(String reason) implements CanaryVerdict {}

    /** Nobody serves it any more. */
    record TakeBack(String reason) implements CanaryVerdict {}
}
