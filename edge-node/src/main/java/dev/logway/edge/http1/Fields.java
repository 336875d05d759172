package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one message, in their order. The characters of a value are its bytes, as in ISO 8859-1. There are few, so
 * that looking through them costs less than a table of their hashes would. Confined to one thread.
 */
public final class Fields implements MultiMap {
    private static final int ROOM = 16;
    private static final int LATIN = 0xff;

    private static final String[] EMPTY = {};

    private String[] names = EMPTY;
    private String[] values = EMPTY;
    private int size;

    /** {@code fields} themselves if they are of this kind, else a copy. */
    public static Fields of(MultiMap fields) {
        if (fields instanceof Fields same) {
            return same;
        }
        var copy = new Fields();
        fields.forEach(copy::append);
        return copy;
    }

    /** Adds a field that is known to be well-formed, as every field is that was read. */
    public void append(String name, String value) {
        if (size == names.length) {
            int room = Math.max(ROOM, 2 * size);
            names = Arrays.copyOf(names, room);
            values = Arrays.copyOf(values, room);
        }
        names[size] = name;
        values[size++] = value;
    }

    /** The name of the field at {@code index}, as it was sent. */
    public String nameAt(int index) {
        return names[index];
    }

    /** The value of the field at {@code index}. */
    public String valueAt(int index) {
        return values[index];
    }

    /** Makes the last field's value longer by a line of it. */
    void extendLast(String more) {
        values[size - 1] = values[size - 1].isEmpty() ? more : values[size - 1] + " " + more;
    }

    @Override
    public @Nullable String get(String name) {
        int at = indexOf(name, 0);
        return at < 0 ? null : values[at];
    }

    @Override
    public @Nullable String get(CharSequence name) {
        return get(name.toString());
    }

    @Override
    public List<String> getAll(String name) {
        int at = indexOf(name, 0);
        if (at < 0) {
            return List.of();
        }
        int next = indexOf(name, at + 1);
        if (next < 0) {
            return List.of(values[at]);
        }
        var all = new ArrayList<String>();
        all.add(values[at]);
        for (; next >= 0; next = indexOf(name, next + 1)) {
            all.add(values[next]);
        }
        return all;
    }

    @Override
    public List<String> getAll(CharSequence name) {
        return getAll(name.toString());
    }

    @Override
    public boolean contains(String name) {
        return indexOf(name, 0) >= 0;
    }

    @Override
    public boolean contains(CharSequence name) {
        return contains(name.toString());
    }

    @Override
    public boolean contains(String name, String value, boolean caseInsensitive) {
        for (int at = indexOf(name, 0); at >= 0; at = indexOf(name, at + 1)) {
            if (caseInsensitive ? values[at].equalsIgnoreCase(value) : values[at].equals(value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean contains(CharSequence name, CharSequence value, boolean caseInsensitive) {
        return contains(name.toString(), value.toString(), caseInsensitive);
    }

    /** @throws IllegalArgumentException if the name is no token, or the value holds a control character */
    @Override
    public MultiMap add(String name, String value) {
        append(FieldLine.requireName(name), FieldLine.requireValue(latin(value)));
        return this;
    }

    @Override
    public MultiMap add(CharSequence name, CharSequence value) {
        return add(name.toString(), value.toString());
    }

    @Override
    public MultiMap add(String name, Iterable<String> all) {
        all.forEach(value -> add(name, value));
        return this;
    }

    @Override
    public MultiMap add(CharSequence name, Iterable<CharSequence> all) {
        all.forEach(value -> add(name, value));
        return this;
    }

    @Override
    public MultiMap addAll(MultiMap others) {
        others.forEach((name, value) -> add(name, value));
        return this;
    }

    @Override
    public MultiMap addAll(Map<String, String> others) {
        others.forEach(this::add);
        return this;
    }

    @Override
    public MultiMap set(String name, String value) {
        return remove(name).add(name, value);
    }

    @Override
    public MultiMap set(CharSequence name, CharSequence value) {
        return set(name.toString(), value.toString());
    }

    @Override
    public MultiMap set(String name, Iterable<String> all) {
        return remove(name).add(name, all);
    }

    @Override
    public MultiMap set(CharSequence name, Iterable<CharSequence> all) {
        return remove(name).add(name, all);
    }

    @Override
    public MultiMap setAll(MultiMap others) {
        return clear().addAll(others);
    }

    @Override
    public MultiMap setAll(Map<String, String> others) {
        return clear().addAll(others);
    }

    @Override
    public MultiMap remove(String name) {
        int at = indexOf(name, 0);
        if (at < 0) {
            return this;
        }
        int kept = at;
        for (int i = at + 1; i < size; i++) {
            if (!names[i].equalsIgnoreCase(name)) {
                names[kept] = names[i];
                values[kept++] = values[i];
            }
        }
        size = kept;
        return this;
    }

    @Override
    public MultiMap remove(CharSequence name) {
        return remove(name.toString());
    }

    @Override
    public MultiMap clear() {
        size = 0;
        return this;
    }

    /** How many lines there are. */
    public int count() {
        return size;
    }

    /** How many different names there are. */
    @Override
    public int size() {
        return names().size();
    }

    @Override
    public boolean isMutable() {
        return true;
    }

    @Override
    public MultiMap copy(boolean mutable) {
        if (!mutable) {
            return MultiMap.caseInsensitiveMultiMap().addAll(this).copy(false);
        }
        var copy = new Fields();
        forEach(copy::append);
        return copy;
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    @Override
    public Set<String> names() {
        var all = new LinkedHashSet<String>();
        for (int i = 0; i < size; i++) {
            if (indexOf(names[i], 0) == i) {
                all.add(names[i]);
            }
        }
        return all;
    }

    @Override
    public List<Map.Entry<String, String>> entries() {
        var all = new ArrayList<Map.Entry<String, String>>(size);
        for (int i = 0; i < size; i++) {
            all.add(Map.entry(names[i], values[i]));
        }
        return all;
    }

    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
        return entries().iterator();
    }

    @Override
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < size; i++) {
            action.accept(names[i], values[i]);
        }
    }

    /** Lines as they go over the wire; for messages of errors and tests. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    private int indexOf(String name, int from) {
        int length = name.length();
        for (int i = from; i < size; i++) {
            if (names[i].length() == length && names[i].equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Characters that are no bytes go as UTF-8. */
    private static String latin(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > LATIN) {
                return new String(value.getBytes(UTF_8), ISO_8859_1);
            }
        }
        return value;
    }
}
