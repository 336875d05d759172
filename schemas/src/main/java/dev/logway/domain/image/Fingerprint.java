package dev.logway.domain.image;

/**
 * The hash of one resource as it stands in the log: 256 bits over its key and value bytes, as four big-endian
 * words. Made by the codecs, so that a reader which does not know a newer field still agrees on the digest.
 */
public record Fingerprint(long a, long b, long c, long d) {}
