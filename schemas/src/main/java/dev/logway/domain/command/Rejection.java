package dev.logway.domain.command;

import dev.logway.domain.Scope;
import dev.logway.domain.resource.ResourceKey;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a command was refused.
 *
 * @param code kebab-case, public API: programs decide by it
 * @param message for people: what is wrong and what to do
 * @param subject the resource at fault, or null if it is the command as a whole
 * @param related other resources that play a part, such as the users of one that is in use
 */
public record Rejection(
        String code, String message, @Nullable ResourceKey subject, List<ResourceKey> related) {

    public static final String UNKNOWN_GROUP = "unknown-group";
    public static final String GROUP_NOT_EMPTY = "group-not-empty";
    public static final String RESOURCE_NOT_FOUND = "resource-not-found";
    public static final String RESOURCE_IN_USE = "resource-in-use";
    public static final String UNKNOWN_REFERENCE = "unknown-reference";
    public static final String REVISION_MISMATCH = "revision-mismatch";
    public static final String ALREADY_EXISTS = "already-exists";
    public static final String DUPLICATE_CHANGE = "duplicate-change";
    public static final String WRONG_SCOPE = "wrong-scope";
    public static final String TOO_MANY_DELETES = "too-many-deletes";
    public static final String TOO_MANY_RESOURCES = "too-many-resources";
    public static final String IDEMPOTENCY_KEY_REUSED = "idempotency-key-reused";
    public static final String UNDECODABLE_COMMAND = "undecodable-command";
    public static final String UNDECIDABLE_COMMAND = "undecidable-command";
    public static final String COMMAND_TOO_LARGE = "command-too-large";
    public static final String SCOPE_FROZEN = "scope-frozen";
    public static final String NOT_A_DOCUMENT = "not-a-document";
    public static final String INVALID_SCHEDULE = "invalid-schedule";
    public static final String TOO_MANY_PENDING = "too-many-pending";
    public static final String GROUP_FROZEN = "group-frozen";
    public static final String NOT_PROPOSED = "not-proposed";
    public static final String APPROVAL_BY_AUTHOR = "approval-by-author";
    public static final String NOT_APPROVED = "not-approved";
    public static final String APPROVAL_REQUIRED = "approval-required";
    public static final String CHANGED_SINCE_PROPOSED = "changed-since-proposed";
    public static final String CHANGED_SINCE_APPLIED = "changed-since-applied";
    public static final String CHANGED_SINCE_TRIED = "changed-since-tried";
    public static final String CANARY_UNDER_WAY = "canary-under-way";
    public static final String NO_CANARY = "no-canary";
    public static final String INVALID_CANARY = "invalid-canary";

    /** Copies {@code related}. */
    public Rejection {
        related = List.copyOf(related);
    }

    static Rejection unknownGroup(Scope scope) {
        return whole(
                UNKNOWN_GROUP,
                "group " + scope.name() + " does not exist; create it with PUT /v1/groups/" + scope.name());
    }

    static Rejection groupNotEmpty(ResourceKey group, int resources, List<ResourceKey> some) {
        return new Rejection(
                GROUP_NOT_EMPTY,
                "group " + group.id() + " still holds " + resources + " resources, such as " + names(some)
                        + "; delete them first, or in the same changeset",
                group,
                some);
    }

    static Rejection notFound(ResourceKey key) {
        return new Rejection(RESOURCE_NOT_FOUND, key + " does not exist", key, List.of());
    }

    static Rejection inUse(ResourceKey key, List<ResourceKey> users) {
        return new Rejection(
                RESOURCE_IN_USE,
                key + " is still used by " + names(users) + "; change or delete them first, or in the same changeset",
                key,
                users);
    }

    static Rejection unknownReference(ResourceKey user, ResourceKey target) {
        return new Rejection(
                UNKNOWN_REFERENCE, user + " refers to " + target + ", which does not exist", user, List.of(target));
    }

    static Rejection revisionMismatch(ResourceKey key, List<Long> expected, long actual) {
        String wanted = expected.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return new Rejection(
                REVISION_MISMATCH,
                key + " is at revision " + actual + ", not " + wanted + "; read it again and repeat the change",
                key,
                List.of());
    }

    static Rejection absent(ResourceKey key) {
        return new Rejection(
                REVISION_MISMATCH, key + " does not exist, and the precondition says it does", key, List.of());
    }

    static Rejection alreadyExists(ResourceKey key) {
        return new Rejection(ALREADY_EXISTS, key + " exists already", key, List.of());
    }

    static Rejection duplicateChange(ResourceKey key) {
        return new Rejection(DUPLICATE_CHANGE, key + " is changed twice by this command", key, List.of());
    }

    static Rejection wrongScope(ResourceKey group, Scope scope) {
        return new Rejection(WRONG_SCOPE, group + " cannot be changed in " + scope, group, List.of());
    }

    static Rejection tooManyDeletes(int deletes, int resources) {
        return whole(
                TOO_MANY_DELETES,
                "this would delete " + deletes + " of " + resources
                        + " resources; repeat it with force=true if that is meant");
    }

    static Rejection tooManyResources(int resources, int limit) {
        return whole(TOO_MANY_RESOURCES, "the group would hold " + resources + " resources (at most " + limit + ")");
    }

    /** The key was used before, by the same actor, for another command. */
    public static Rejection idempotencyKeyReused(String key) {
        return whole(
                IDEMPOTENCY_KEY_REUSED,
                "Idempotency-Key " + key + " was used for a different command before; use a new key for a new command");
    }

    /** The record in the log is no command, because of {@code fault}. */
    public static Rejection undecodable(String fault) {
        return whole(UNDECODABLE_COMMAND, "the record is not a command: " + fault);
    }

    /** The rules failed on the command, because of {@code fault}: a defect of Logway, not of the command. */
    public static Rejection undecidable(String fault) {
        return whole(UNDECIDABLE_COMMAND, "the command could not be decided, which is a defect: " + fault);
    }

    /** The command's event would not fit into a record. */
    public static Rejection tooLarge(int bytes, int limit) {
        return whole(
                COMMAND_TOO_LARGE,
                "the outcome would take " + bytes + " bytes (at most " + limit + "); split the change into several");
    }

    /** The projector does not trust its own copy of the scope, because of {@code fault}. */
    public static Rejection scopeFrozen(Scope scope, String fault) {
        return whole(SCOPE_FROZEN, scope + " takes no changes: " + fault);
    }

    private static Rejection whole(String code, String message) {
        return new Rejection(code, message, null, List.of());
    }

    private static String names(List<ResourceKey> keys) {
        return keys.stream().map(ResourceKey::path).collect(Collectors.joining(", "));
    }
}
