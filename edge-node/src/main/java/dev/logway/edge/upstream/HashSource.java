package dev.logway.edge.upstream;

import org.jspecify.annotations.Nullable;

/** What consistent hashing may ask of a request. Null stands for what the request has not. */
public interface HashSource {

    /** A variable, such as {@code remote_addr} or {@code arg_name}. */
    @Nullable
    String variable(String name);

    /** The first header field of this name, whatever its case. */
    @Nullable
    String header(String name);

    /** The cookie of this name. */
    @Nullable
    String cookie(String name);
}
