package dev.logway.testkit;

import static dev.logway.testkit.Pick.chance;
import static dev.logway.testkit.Pick.distinct;
import static dev.logway.testkit.Pick.maybe;
import static dev.logway.testkit.Pick.one;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Precondition;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Commands for tests: of given edits, and generated ones. Generated commands create, replace, refer to, use twice and
 * delete the same few resources of few groups, under preconditions that hold now and then; some repeat an idempotency
 * key, with the same content or with another.
 */
public final class Commands {
    /** When every command here was asked for. */
    public static final Instant ASKED_AT = Instant.parse("2026-01-01T00:00:00Z");

    /** The scope of a generated command, most of the time. */
    public static final Scope SCOPE = Scope.group("default");

    /** The scope of the other generated commands. */
    public static final Scope OTHER_SCOPE = Scope.group("blue");

    private static final int MAX_REVISION = 12;

    private Commands() {}

    /** A guarded changeset of {@code edits} in {@link #SCOPE}; its id comes from its content. */
    public static Command of(Edit... edits) {
        return in(SCOPE, edits);
    }

    /** A guarded changeset of {@code edits} in {@code scope}; its id comes from its content. */
    public static Command in(Scope scope, Edit... edits) {
        return Command.of(
                new CommandId(UUID.nameUUIDFromBytes((scope + Arrays.toString(edits)).getBytes(UTF_8))),
                scope,
                new Origin("ann", null, ASKED_AT),
                Action.Changeset.of(edits));
    }

    /** Puts {@code resources} in {@link #SCOPE}, in one command. */
    public static Command put(Resource... resources) {
        return of(Arrays.stream(resources).map(Edit.Put::new).toArray(Edit[]::new));
    }

    /** Deletes {@code keys} in {@link #SCOPE}, in one command. */
    public static Command delete(ResourceKey... keys) {
        return of(Arrays.stream(keys).map(Edit.Delete::new).toArray(Edit[]::new));
    }

    /** A command that makes one of two groups, and an upstream in it, unless they are there. */
    public static Command anyCreation(RandomGenerator random) {
        Scope scope = random.nextBoolean() ? SCOPE : OTHER_SCOPE;
        return Command.of(
                anyId(random),
                scope,
                new Origin("ann", null, ASKED_AT),
                Action.Changeset.of(
                        new Edit.Put(Resources.group(scope.name())), new Edit.Put(Resources.upstream("u1"))));
    }

    /** A command for one of two groups. */
    public static Command any(RandomGenerator random) {
        return anyIn(random, chance(random, 80) ? SCOPE : OTHER_SCOPE);
    }

    /** A command for {@code scope}. */
    public static Command anyIn(RandomGenerator random, Scope scope) {
        String idempotencyKey = chance(random, 25) ? one(random, "key-1", "key-2", "key-3") : null;
        // Half of the commands under one key ask for the same, as a client does that repeats itself.
        RandomGenerator content = idempotencyKey != null && random.nextBoolean()
                ? new SplittableRandom(idempotencyKey.hashCode())
                : random;
        return new Command(
                anyId(random),
                scope,
                new Origin(
                        chance(content, 80) ? "ann" : "bob",
                        maybe(content, () -> "because"),
                        ASKED_AT.plusMillis(random.nextInt(1_000))),
                idempotencyKey,
                anyPreconditions(content, scope),
                anyChangeset(content, scope));
    }

    /** A UUID of version 4. */
    public static CommandId anyId(RandomGenerator random) {
        return new CommandId(new UUID(
                (random.nextLong() & ~0xf000L) | 0x4000L,
                (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L));
    }

    /** A changeset that {@code scope} may accept, or not. */
    public static Action.Changeset anyChangeset(RandomGenerator random, Scope scope) {
        int edits = chance(random, 50) ? 1 : 1 + random.nextInt(6);
        return new Action.Changeset(
                Stream.generate(() -> anyEdit(random, scope)).limit(edits).toList(),
                chance(random, 20) ? Action.Guard.FORCED : Action.Guard.GUARDED);
    }

    private static Edit anyEdit(RandomGenerator random, Scope scope) {
        if (chance(random, 25)) {
            return new Edit.Delete(Resources.anyKey(random, anyGroupName(random, scope)));
        }
        return new Edit.Put(Resources.any(random, anyGroupName(random, scope)));
    }

    private static String anyGroupName(RandomGenerator random, Scope scope) {
        return chance(random, 95) ? scope.name() : "elsewhere";
    }

    private static List<Precondition> anyPreconditions(RandomGenerator random, Scope scope) {
        return chance(random, 70) ? List.of() : distinct(random, 1, 2, each -> anyPrecondition(each, scope));
    }

    private static Precondition anyPrecondition(RandomGenerator random, Scope scope) {
        ResourceKey key = Resources.anyKey(random, scope.name());
        return switch (random.nextInt(3)) {
            case 0 -> new Precondition.Absent(key);
            case 1 -> new Precondition.Exists(key);
            default ->
                new Precondition.RevisionIs(
                        key, distinct(random, 1, 3, revision -> 1L + revision.nextInt(MAX_REVISION)));
        };
    }
}
