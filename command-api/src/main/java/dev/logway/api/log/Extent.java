package dev.logway.api.log;

import java.time.Instant;

/** The first and the last revision of a history, and when they were decided. */
public record Extent(long firstRevision, Instant firstAt, long lastRevision, Instant lastAt) {}
