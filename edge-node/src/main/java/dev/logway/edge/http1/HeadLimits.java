package dev.logway.edge.http1;

/**
 * How much of a head is read.
 *
 * @param firstLineBytes of the request or status line, its end apart
 * @param fieldBytes of all header lines together, their ends apart
 * @param fields header lines
 */
public record HeadLimits(int firstLineBytes, int fieldBytes, int fields) {}
