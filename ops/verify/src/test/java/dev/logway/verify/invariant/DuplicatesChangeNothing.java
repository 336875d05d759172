package dev.logway.verify.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first command under an idempotency key is decided; each later one under it, by the same actor, gets the first
 * answer if it asks for the same, and is refused if it asks for something else.
 */
public final class DuplicatesChangeNothing implements Invariant {
    private final Map<CommandId, Command> commands = new HashMap<>();
    private final Map<Key, First> firsts = new HashMap<>();
    private int deliveriesSeen;
    private int eventsSeen;

    private record Key(Scope scope, String actor, String key) {}

    private record First(Command command, Event event) {}

    @Override
    public void check(Observed system) {
        List<Delivery> deliveries = system.deliveries();
        for (; deliveriesSeen < deliveries.size(); deliveriesSeen++) {
            deliveries.get(deliveriesSeen).command().ifPresent(command -> commands.put(command.id(), command));
        }
        List<History.Recorded> events = system.history().events();
        for (; eventsSeen < events.size(); eventsSeen++) {
            Event event = events.get(eventsSeen).event();
            Command command = commands.get(event.commandId());
            if (command != null) {
                check(command, event);
            }
        }
    }

    private void check(Command command, Event event) {
        String text = command.idempotencyKey();
        if (text == null) {
            assertFalse(event.outcome() instanceof Outcome.Repeated, "repeats nothing: " + event);
            return;
        }
        var key = new Key(command.scope(), command.origin().actor(), text);
        First first = firsts.putIfAbsent(key, new First(command, event));
        if (first == null) {
            assertFalse(event.outcome() instanceof Outcome.Repeated, "repeats nothing: " + event);
        } else if (asksTheSame(first.command(), command)) {
            var expected = new Outcome.Repeated(
                    first.command().id(), first.event().outcome().verdict());
            assertEquals(expected, event.outcome(), key.toString());
        } else {
            assertEquals(Rejection.IDEMPOTENCY_KEY_REUSED, code(event), key.toString());
        }
    }

    private static boolean asksTheSame(Command one, Command other) {
        return one.action().equals(other.action())
                && one.preconditions().equals(other.preconditions())
                && String.valueOf(one.origin().reason())
                        .equals(String.valueOf(other.origin().reason()));
    }

    private static String code(Event event) {
        return event.outcome() instanceof Outcome.Rejected(long _, List<Rejection> reasons)
                ? reasons.getFirst().code()
                : event.outcome().toString();
    }
}
