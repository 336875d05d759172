package dev.logway.api.json;

import com.networknt.schema.path.NodePath;

/** JSON pointers (RFC 6901) as texts. */
final class Pointers {
    static final String ROOT = "";

    private Pointers() {}

    /** The member {@code name} of the object at {@code parent}. */
    static String child(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** The element {@code index} of the array at {@code parent}. */
    static String child(String parent, int index) {
        return parent + "/" + index;
    }

    /** The value at {@code path} below {@code base}. */
    static String below(String base, NodePath path) {
        String pointer = base;
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer = child(pointer, String.valueOf(path.getElement(i)));
        }
        return pointer;
    }

    /** The value {@code steps} above the one at {@code pointer}. */
    static String ancestor(String pointer, int steps) {
        String ancestor = pointer;
        for (int i = 0; i < steps; i++) {
            ancestor = ancestor.substring(0, ancestor.lastIndexOf('/'));
        }
        return ancestor;
    }

    /** What to call the value at {@code pointer}: its name, or its array's name and index, such as {@code uris[0]}. */
    static String label(String pointer) {
        if (pointer.isEmpty()) {
            return "document";
        }
        int slash = pointer.lastIndexOf('/');
        String last = pointer.substring(slash + 1);
        if (!last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9') && slash > 0) {
            return label(pointer.substring(0, slash)) + "[" + last + "]";
        }
        return last.replace("~1", "/").replace("~0", "~");
    }
}
