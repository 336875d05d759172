package dev.logway.routing;

import org.jspecify.annotations.Nullable;

/** The body of a request as far as routing looks into it. */
public interface RequestBody {

    /** The form as it was sent; null if the body is none. */
    @Nullable
    String form();

    /**
     * The JSON document: a {@link String}, {@link Number} or {@link Boolean}, or a {@link java.util.List} or {@link
     * java.util.Map} of these, nested; null if the body is none, or malformed.
     */
    @Nullable
    Object json();
}
