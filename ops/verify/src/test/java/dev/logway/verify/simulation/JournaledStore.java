package dev.logway.verify.simulation;

import dev.logway.projector.state.ByteStore;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A store whose changes since the last commit can be taken back, as those of an aborted transaction are. */
final class JournaledStore implements ByteStore {
    private static final int REMEMBERED = 8;

    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private final Deque<Undo> undo = new ArrayDeque<>();
    /** What was committed last is in front. */
    private final Deque<List<Undo>> committed = new ArrayDeque<>();

    private record Undo(byte[] key, byte @Nullable [] before) {}

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        undo.push(new Undo(key, entries.put(key, value)));
    }

    @Override
    public void delete(byte[] key) {
        undo.push(new Undo(key, entries.remove(key)));
    }

    @Override
    public void visit(byte[] prefix, BiConsumer<byte[], byte[]> visitor) {
        for (Map.Entry<byte[], byte[]> entry :
                List.copyOf(entries.tailMap(prefix).entrySet())) {
            byte[] key = entry.getKey();
            if (key.length < prefix.length || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
                return;
            }
            visitor.accept(key, entry.getValue());
        }
    }

    void commit() {
        committed.push(List.copyOf(undo));
        if (committed.size() > REMEMBERED) {
            committed.removeLast();
        }
        undo.clear();
    }

    /** This store as it was {@code commits} ago, or as long ago as is remembered. */
    JournaledStore before(int commits) {
        var copy = new JournaledStore();
        copy.entries.putAll(entries);
        committed.stream().limit(commits).flatMap(List::stream).forEach(copy::takeBack);
        return copy;
    }

    void abort() {
        while (!undo.isEmpty()) {
            takeBack(undo.pop());
        }
    }

    private void takeBack(Undo last) {
        if (last.before() == null) {
            entries.remove(last.key());
        } else {
            entries.put(last.key(), last.before());
        }
    }
}
