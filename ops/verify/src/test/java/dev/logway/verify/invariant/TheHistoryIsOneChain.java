package dev.logway.verify.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.Digest;
import dev.logway.wire.EventCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each accepted event names the one before it in its scope by hash, and the digest of the image that it leads to. */
public final class TheHistoryIsOneChain implements Invariant {
    private final Map<Scope, Hash> last = new HashMap<>();
    private int seen;

    @Override
    public void check(Observed system) {
        List<History.Recorded> events = system.history().events();
        for (; seen < events.size(); seen++) {
            Event event = events.get(seen).event();
            if (event.outcome() instanceof Outcome.Accepted accepted) {
                assertEquals(last.getOrDefault(event.scope(), Hash.NONE), accepted.previous(), "event " + seen);
                Digest digest = system.history()
                        .image(event.scope(), accepted.revision())
                        .orElseThrow(() -> new AssertionError("no image at event " + event))
                        .digest();
                assertEquals(digest, accepted.digest(), "event " + seen);
                last.put(event.scope(), EventCodec.hash(events.get(seen).value()));
            }
        }
    }
}
