package dev.logway.projector.scope;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Origin;
import dev.logway.projector.state.ByteStore;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.UndecodableException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/*
 * Every decided command takes a turn: a number that counts up in its scope. Three entries belong to a turn: the
 * command's id, the turn itself, and for a command with an idempotency key, its answer. The window says which turns
 * are remembered.
 *
 * Forgetting starts at the oldest turn and happens only when a command arrives, so that the same log always finds the
 * same memory. A scope that was quiet for a day then holds a window full of turns that are over; to keep one command
 * from paying for all of them, each forgets a few. An answer that is over but still there is not given, and may be
 * replaced by a newer one under its key, which the old turn then must not take along.
 */
/** The commands that were decided, and the answers to those with an idempotency key, per scope and bounded. */
final class CommandMemory {
    static final int FORGOTTEN_AT_ONCE = 64;

    private static final CommandId NO_ID = new CommandId(new UUID(0, 0));

    private final ByteStore store;
    private final MemoryLimits limits;

    CommandMemory(ByteStore store, MemoryLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /** What is remembered of {@code command}, which arrived {@code at}. */
    Recall recall(Command command, Instant at) {
        if (isDecided(command)) {
            return new Recall.Duplicate();
        }
        String key = command.idempotencyKey();
        if (key == null) {
            return new Recall.New(null);
        }
        Hash body = body(command);
        Answer answer = Answer.decode(store.get(answerKey(command, key)));
        if (answer == null || !answer.at().plus(limits.retention()).isAfter(at)) {
            return new Recall.New(body);
        }
        if (!answer.body().equals(body)) {
            return new Recall.KeyReused(key);
        }
        try {
            return new Recall.Repeats(EventCodec.decode(Keys.of(command.scope()), answer.event()));
        } catch (UndecodableException e) {
            // Deciding again is what would happen a day later; it is better than no answer.
            return new Recall.New(body);
        }
    }

    /** Whether {@code command} was decided, as far as is remembered. */
    boolean isDecided(Command command) {
        return store.get(StoreKeys.id(command.scope(), command.id())) != null;
    }

    /** Remembers that {@code command} was decided, which arrived {@code at}. */
    void remember(Command command, Instant at) {
        add(command, at, null, new byte[0]);
    }

    /**
     * Remembers that {@code command} was decided, and the answer to give to repetitions.
     *
     * @param body hash of what it asks for
     * @param event its event's bytes
     */
    void remember(Command command, Instant at, Hash body, byte[] event) {
        add(command, at, new Answer(0, at, body, event), answerKey(command, String.valueOf(command.idempotencyKey())));
    }

    private void add(Command command, Instant at, @Nullable Answer answer, byte[] answerKey) {
        Scope scope = command.scope();
        Window window = Window.decode(store.get(StoreKeys.window(scope)));
        long number = window.next();
        int bytes = 0;
        if (answer != null) {
            byte[] value = new Answer(number, at, answer.body(), answer.event()).encode();
            bytes = value.length;
            store.put(answerKey, value);
        }
        store.put(
                StoreKeys.id(scope, command.id()),
                ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        store.put(StoreKeys.turn(scope, number), new Turn(at, command.id(), bytes, answerKey).encode());
        Window next = new Window(window.oldest(), number + 1, window.bytes() + bytes);
        store.put(StoreKeys.window(scope), forget(scope, next, at).encode());
    }

    private Window forget(Scope scope, Window window, Instant now) {
        Window left = window;
        for (int i = 0; i < FORGOTTEN_AT_ONCE && left.oldest() < left.next() - 1; i++) {
            byte[] key = StoreKeys.turn(scope, left.oldest());
            Turn turn = Turn.decode(store.get(key));
            if (turn == null) { // a hole costs the id it held, and nothing else
                left = new Window(left.oldest() + 1, left.next(), left.bytes());
                continue;
            }
            boolean full = left.next() - left.oldest() > limits.commands() || left.bytes() > limits.answerBytes();
            if (!full && turn.at().plus(limits.retention()).isAfter(now)) {
                break;
            }
            forget(scope, left.oldest(), turn);
            store.delete(key);
            left = new Window(left.oldest() + 1, left.next(), left.bytes() - turn.answerBytes());
        }
        return left;
    }

    private void forget(Scope scope, long number, Turn turn) {
        store.delete(StoreKeys.id(scope, turn.id()));
        if (turn.answerBytes() > 0) {
            Answer answer = Answer.decode(store.get(turn.answerKey()));
            if (answer != null && answer.turn() == number) {
                store.delete(turn.answerKey());
            }
        }
    }

    private static byte[] answerKey(Command command, String idempotencyKey) {
        return StoreKeys.answer(
                command.scope(), idempotencyKey, command.origin().actor());
    }

    /**
     * The hash of what is asked for: the command without its id and the asker's time, which differ in a repetition, and
     * without the instances that were chosen for it.
     */
    private static Hash body(Command command) {
        Origin by = command.origin();
        var origin = new Origin(by.actor(), by.reason(), by.breakGlass(), Instant.EPOCH);
        return EventCodec.hash(CommandCodec.encode(new Command(
                NO_ID,
                command.scope(),
                origin,
                command.idempotencyKey(),
                command.preconditions(),
                asked(command.action()))));
    }

    private static Action asked(Action action) {
        return action instanceof Action.Changeset changeset && changeset.canary() != null
                ? new Action.Changeset(
                        changeset.edits(),
                        changeset.guard(),
                        changeset.schedule(),
                        changeset.canary().asked())
                : action;
    }
}
