package dev.logway.testkit;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Decision;
import dev.logway.domain.command.GroupDecider;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.testkit.CompactedTopic.LogRecord;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The config topic of one scope as the projector writes it: decides each command, and appends what it changes and
 * the seal. The image of every revision is kept, to compare with.
 */
public final class ConfigLog {
    private final CompactedTopic topic = new CompactedTopic();
    private final List<ScopeImage> images = new ArrayList<>();
    private final Scope scope;

    /** The empty topic of {@code scope}. */
    public ConfigLog(Scope scope) {
        this.scope = scope;
        images.add(ScopeImage.empty(scope));
    }

    /** The topic of {@link Commands#SCOPE} after {@code commands}, those that are refused among them. */
    public static ConfigLog of(List<Command> commands) {
        var log = new ConfigLog(Commands.SCOPE);
        commands.forEach(log::submit);
        return log;
    }

    public CompactedTopic topic() {
        return topic;
    }

    /** The image after the last accepted command. */
    public ScopeImage image() {
        return images.getLast();
    }

    /** The image at {@code revision}; revision 0 is the empty one. */
    public ScopeImage image(long revision) {
        return images.get(Math.toIntExact(revision));
    }

    /** Decides {@code command} and, if it is accepted, appends its records. */
    public Decision submit(Command command) {
        return submit(command, Commands.ASKED_AT.plusSeconds(image().revision()));
    }

    /** As {@link #submit(Command)}, {@code at} that time. */
    public Decision submit(Command command, Instant at) {
        Decision decision = GroupDecider.decide(image(), command, at);
        if (decision instanceof Decision.Accepted(List<Change> changes)) {
            var folded = new ArrayList<EntryChange>();
            for (Change change : changes) {
                ConfigCodec.Encoded encoded = ConfigCodec.encode(scope, change);
                topic.append(encoded.key(), encoded.value());
                folded.add(encoded.change());
            }
            long revision = image().revision() + 1;
            images.add(image().apply(ScopeDelta.of(revision - 1, revision, folded)));
            seal(command.id(), at);
        }
        return decision;
    }

    private void seal(CommandId commandId, Instant at) {
        var seal = new Seal(image().revision(), image().digest(), commandId, at);
        topic.append(Keys.seal(), ConfigCodec.encode(scope, seal));
        topic.skip(1); // the transaction's commit marker
    }

    /** Every record of the topic, in order. */
    public List<LogRecord> records() {
        return topic.read(0);
    }
}
