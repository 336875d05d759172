package dev.logway.domain.checkpoint;

import static dev.logway.domain.Require.require;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Hash;
import dev.logway.domain.image.Digest;
import java.time.Instant;

/**
 * That the whole image of a scope is kept at a revision, and where.
 *
 * @param at when the revision was decided, in whole milliseconds
 * @param digest of the image
 * @param event the hash of the accepted event that made the revision
 * @param resources how many the image holds
 * @param signature Ed25519 over {@link #signedText()}: 128 hexadecimal digits; empty if nobody signed it
 */
public record Checkpoint(
        Scope scope,
        long revision,
        Instant at,
        Digest digest,
        Hash event,
        int resources,
        Parts parts,
        String signature) {

    /**
     * Where an image's resources stand in the parts topic, in the scope's partition.
     *
     * @param hash over the values of the parts, one after the other
     * @param firstOffset of the first part
     * @param lastOffset of the last part
     */
    public record Parts(int count, Hash hash, long firstOffset, long lastOffset) {
        /** @throws IllegalArgumentException if there are no parts, or they end before they begin */
        public Parts {
            require(count >= 1, "parts", count, ">= 1");
            require(lastOffset - firstOffset >= count - 1, "lastOffset", lastOffset, "behind " + firstOffset);
        }
    }

    /** @throws IllegalArgumentException if {@code revision} is not positive */
    public Checkpoint {
        require(revision >= 1, "revision", revision, ">= 1");
    }

    /** This checkpoint with a signature. */
    public Checkpoint signed(String by) {
        return new Checkpoint(scope, revision, at, digest, event, resources, parts, by);
    }

    /** What a signature is over: one line each, so that anyone can write it again; offsets are no part of it. */
    public String signedText() {
        return String.join(
                "\n",
                "logway-checkpoint-1",
                scope.path(),
                Long.toString(revision),
                Long.toString(at.toEpochMilli()),
                digest.toString(),
                event.hex(),
                Integer.toString(resources),
                Integer.toString(parts.count()),
                parts.hash().hex(),
                "");
    }
}
