package dev.logway.projector.scope;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.route;
import static dev.logway.projector.scope.Asks.upstream;
import static dev.logway.projector.scope.Feed.accepted;
import static dev.logway.projector.scope.Feed.rejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.command.Rejection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The chain as an auditor recomputes it: with nothing but SHA-256 and the bytes of the events topic. */
final class EventChainTest {
    private final Feed feed = new Feed();

    @Test
    void anAcceptedEventNamesTheSha256OfTheAcceptedOneBeforeAcrossRefusalsAndRestarts() {
        var first = feed.give(createGroup(DEFAULT));
        assertEquals("0".repeat(64), accepted(first).previous().hex());

        var refused = feed.give(ask("dangling", DEFAULT, route("r1", "/a", "nowhere")));
        assertEquals(Rejection.UNKNOWN_REFERENCE, rejected(refused));
        var second = feed.give(ask("put", DEFAULT, upstream("u1", 9000)));
        assertEquals(sha256(first), accepted(second).previous().hex());

        feed.restart();
        var third = feed.give(ask("put again", DEFAULT, upstream("u1", 9000)));
        assertEquals(sha256(second), accepted(third).previous().hex());
    }

    private static String sha256(Optional<Publication> publication) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(publication.orElseThrow().value());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
