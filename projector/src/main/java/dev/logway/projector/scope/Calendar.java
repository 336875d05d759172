package dev.logway.projector.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.OneLine;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Step;
import dev.logway.domain.resource.ResourceKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/*
 * What waits is in the images, so nothing of this is kept: a process that starts finds it there. A step is asked for by
 * a command whose id follows from the step. So when a process dies between asking and deciding, and the next one asks
 * again, the second command is a duplicate of the first, and the step is taken once.
 */
/**
 * What is due, and when, among the pending changes of one partition's scopes. It only asks for steps; the rules decide
 * whether they are taken. One thread drives it.
 */
final class Calendar {
    /** Whom its commands name. No key has a name with a colon in it. */
    static final String ACTOR = "logway:calendar";

    private static final String EXPIRED = "given up: it expired while it was tried";

    private final SortedMap<Scope, Page> pages = new TreeMap<>();

    /**
     * What waits in one scope.
     *
     * @param waiting for a time, those that are due first at the front
     * @param asked steps that were asked for, and are not decided as far as this process knows
     */
    private record Page(Scope scope, List<PendingChange> waiting, Set<CommandId> asked) {
        boolean isAsked(PendingChange pending) {
            return asked.contains(fireId(scope, pending));
        }

        Optional<Instant> next() {
            return waiting.stream()
                    .filter(pending -> !isAsked(pending))
                    .findFirst()
                    .map(Calendar::dueTime);
        }
    }

    /** When the next step is to be asked for; empty if nothing waits for a time. */
    Optional<Instant> next() {
        return pages.values().stream().flatMap(page -> page.next().stream()).min(Instant::compareTo);
    }

    /** Takes the newest image of a scope, if what waits in it may have changed. */
    void follow(ScopeImage image) {
        Scope scope = image.scope();
        List<PendingChange> waiting = waiting(image);
        Page old = pages.get(scope);
        var asked = new HashSet<CommandId>();
        for (PendingChange pending : waiting) {
            if (old != null && old.isAsked(pending)) {
                asked.add(fireId(scope, pending));
            }
        }
        if (waiting.isEmpty()) {
            pages.remove(scope);
        } else {
            pages.put(scope, new Page(scope, waiting, asked));
        }
    }

    /** The commands for the steps whose time has come at {@code now} and that were not asked for yet. */
    List<Command> due(Instant now) {
        var due = new ArrayList<Command>();
        for (Page page : pages.values()) {
            if (page.next().filter(time -> !time.isAfter(now)).isPresent()) {
                due(page, now, due);
            }
        }
        return due;
    }

    /** What was to be taken back in the meantime goes first, where several are due because nobody looked in time. */
    private static void due(Page page, Instant now, List<Command> due) {
        Instant horizon = Instant.MAX;
        for (PendingChange pending : page.waiting()) {
            Instant time = dueTime(pending);
            if (time.isAfter(now) || !time.isBefore(horizon)) {
                return;
            }
            if (page.asked().add(fireId(page.scope(), pending))) {
                due.add(step(page.scope(), pending, now));
            }
            Instant expiresAt = pending.schedule().expiresAt();
            if (pending.next() == Step.APPLY && expiresAt != null && expiresAt.isBefore(horizon)) {
                horizon = expiresAt;
            }
        }
    }

    /** The command that gives up what {@code command} asked for in vain, because of {@code reasons}. */
    static Optional<Command> withdrawal(ScopeImage image, Command command, List<Rejection> reasons) {
        if (!(command.action() instanceof Action.Fire(String id, Step step)) || !isWaiting(image, id, step)) {
            return Optional.empty();
        }
        String why = "given up: " + reasons.getFirst().message();
        var origin = new Origin(
                ACTOR, OneLine.of(why, Origin.MAX_REASON - 1), command.origin().at());
        CommandId name = id(image.scope(), id, step, "withdraw");
        return Optional.of(Command.of(name, image.scope(), origin, new Action.Withdraw(id, step)));
    }

    /** The next step of {@code pending}. What ends while it is tried is never made, by whatever clock. */
    private static Command step(Scope scope, PendingChange pending, Instant now) {
        return pending.next() == Step.PROMOTE
                ? ask(scope, pending, now, EXPIRED, new Action.Withdraw(pending.id(), Step.PROMOTE))
                : ask(scope, pending, now, pending.author().reason(), new Action.Fire(pending.id(), pending.next()));
    }

    private static Command ask(
            Scope scope, PendingChange pending, Instant now, @Nullable String reason, Action action) {
        var origin = new Origin(ACTOR, reason, now.truncatedTo(ChronoUnit.MILLIS));
        return Command.of(fireId(scope, pending), scope, origin, action);
    }

    private static boolean isWaiting(ScopeImage image, String id, Step step) {
        return image.get(PendingChange.key(id))
                .filter(entry -> entry.resource() instanceof PendingChange pending && pending.next() == step)
                .isPresent();
    }

    private static List<PendingChange> waiting(ScopeImage image) {
        var waiting = new ArrayList<PendingChange>();
        image.visit(ResourceKind.PENDING_CHANGES, null, entry -> {
            if (entry.resource() instanceof PendingChange pending
                    && pending.due().isPresent()) {
                waiting.add(pending);
            }
            return true;
        });
        waiting.sort(Comparator.comparing(Calendar::dueTime)
                .thenComparingInt(pending -> pending.id().length())
                .thenComparing(PendingChange::id));
        return waiting;
    }

    private static Instant dueTime(PendingChange pending) {
        return pending.due().orElse(Instant.MAX);
    }

    private static CommandId fireId(Scope scope, PendingChange pending) {
        return id(scope, pending.id(), pending.next(), "fire");
    }

    private static CommandId id(Scope scope, String id, Step step, String verb) {
        String name = verb + " " + scope + "/" + id + " " + step;
        return new CommandId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
    }
}
