package dev.logway.bench.report;

/** Something that must be known to read the figures, such as the processor's name. */
public record Fact(String name, String value) {}
