package dev.logway.domain.image;

import static dev.logway.domain.Require.require;

import dev.logway.domain.Scope;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The state of a scope at one revision: immutable, and safe to read from any thread. {@link #apply} is the one
 * fold there is: the projector, the command API, the edges and the time machine all come here.
 */
public final class ScopeImage {
    private final Scope scope;
    private final long revision;
    private final Digest digest;
    private final SortedTree<ResourceKey, Entry> entries;
    private final SortedTree<Reference, Boolean> references;

    private ScopeImage(
            Scope scope,
            long revision,
            Digest digest,
            SortedTree<ResourceKey, Entry> entries,
            SortedTree<Reference, Boolean> references) {
        this.scope = scope;
        this.revision = revision;
        this.digest = digest;
        this.entries = entries;
        this.references = references;
    }

    /** The image of a scope that nothing has happened in: revision 0, no resources. */
    public static ScopeImage empty(Scope scope) {
        return new ScopeImage(scope, 0, Digest.EMPTY, SortedTree.empty(), SortedTree.empty());
    }

    /**
     * This image with {@code delta} applied; O(changes · log size).
     *
     * @throws IllegalArgumentException if {@code delta} starts from another revision or goes back
     */
    public ScopeImage apply(ScopeDelta delta) {
        require(delta.from() == revision, "delta.from", delta.from(), "the image's revision " + revision);
        require(delta.to() >= revision, "delta.to", delta.to(), ">= " + revision);
        var nextDigest = digest;
        var nextEntries = entries;
        var nextReferences = references;
        for (EntryChange change : delta.changes()) {
            Entry old = nextEntries.get(change.key());
            if (old != null) {
                nextDigest = nextDigest.minus(old.fingerprint());
                for (ResourceKey target : old.resource().references()) {
                    nextReferences = nextReferences.without(new Reference(target, old.key()));
                }
            }
            switch (change) {
                case EntryChange.Put(Entry entry) -> {
                    nextDigest = nextDigest.plus(entry.fingerprint());
                    nextEntries = nextEntries.with(entry.key(), entry);
                    for (ResourceKey target : entry.resource().references()) {
                        nextReferences = nextReferences.with(new Reference(target, entry.key()), true);
                    }
                }
                case EntryChange.Remove(ResourceKey key) -> nextEntries = nextEntries.without(key);
            }
        }
        return new ScopeImage(scope, delta.to(), nextDigest, nextEntries, nextReferences);
    }

    /** The same resources under another revision. */
    public ScopeImage at(long otherRevision) {
        require(otherRevision >= 0, "revision", otherRevision, ">= 0");
        return new ScopeImage(scope, otherRevision, digest, entries, references);
    }

    /** The change from the empty image to this one. */
    public ScopeDelta asDelta() {
        var changes = new ArrayList<EntryChange>(size());
        forEach(entry -> changes.add(new EntryChange.Put(entry)));
        return new ScopeDelta(0, revision, List.copyOf(changes));
    }

    public Scope scope() {
        return scope;
    }

    /** How many commands of this scope were accepted so far. */
    public long revision() {
        return revision;
    }

    public Digest digest() {
        return digest;
    }

    /** How many resources there are, the group's own document among them. */
    public int size() {
        return entries.size();
    }

    public Optional<Entry> get(ResourceKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The document of the group itself; empty if there is none. */
    public Optional<Group> group() {
        return get(Group.key(scope.name()))
                .flatMap(entry -> entry.resource() instanceof Group group ? Optional.of(group) : Optional.empty());
    }

    public boolean contains(ResourceKey key) {
        return entries.get(key) != null;
    }

    /** Shows every entry, sorted by key. */
    public void forEach(Consumer<? super Entry> consumer) {
        entries.visit((_, entry) -> {
            consumer.accept(entry);
            return true;
        });
    }

    /** Shows the entries of {@code kind} whose id is greater than {@code afterId}, by id, until {@code visitor} answers false. */
    public void visit(ResourceKind kind, @Nullable String afterId, Predicate<? super Entry> visitor) {
        ResourceKey from = new ResourceKey(kind, afterId == null ? FIRST_ID : afterId);
        entries.visitFrom(
                from, (key, entry) -> key.kind() == kind && (key.id().equals(afterId) || visitor.test(entry)));
    }

    /** The first {@code limit} resources that refer to {@code target}, sorted by key. */
    public List<ResourceKey> usersOf(ResourceKey target, int limit) {
        var users = new ArrayList<ResourceKey>();
        visitUsersOf(target, user -> users.size() < limit && users.add(user));
        return List.copyOf(users);
    }

    /** Shows the resources that refer to {@code target}, sorted by key, until {@code visitor} answers false. */
    public void visitUsersOf(ResourceKey target, Predicate<ResourceKey> visitor) {
        Reference first = new Reference(target, new ResourceKey(ResourceKind.GROUPS, FIRST_ID));
        references.visitFrom(
                first, (reference, _) -> reference.target().equals(target) && visitor.test(reference.user()));
    }

    /** Equal images hold equal resources at the same revision. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScopeImage that
                && scope.equals(that.scope)
                && revision == that.revision
                && digest.equals(that.digest)
                && asDelta().equals(that.asDelta());
    }

    @Override
    public int hashCode() {
        return digest.hashCode() * 31 + Long.hashCode(revision);
    }

    @Override
    public String toString() {
        return scope + "@" + revision + " (" + size() + " resources, digest " + digest + ")";
    }

    /** '-' is the least of the characters an id may have. */
    private static final String FIRST_ID = "-";
}
