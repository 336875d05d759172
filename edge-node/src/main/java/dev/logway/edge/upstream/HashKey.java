package dev.logway.edge.upstream;

import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.HashOn;
import dev.logway.domain.resource.VariableText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What of a request is hashed; the client's address where the request has nothing of the kind, as APISIX does it. */
@FunctionalInterface
interface HashKey {
    String REMOTE_ADDR = "remote_addr";

    /** What {@code request} is hashed on. */
    String of(HashSource request);

    /** The key that {@code hashing} asks for. */
    static HashKey of(Balancing.ConsistentHash hashing) {
        if (hashing.hashOn() == HashOn.CONSUMER) {
            return request -> orAddress(request.variable("consumer_name"), request);
        }
        String name = Objects.requireNonNull(hashing.key());
        return switch (hashing.hashOn()) {
            case VARS, CONSUMER -> request -> orAddress(request.variable(name), request);
            case HEADER -> request -> orAddress(request.header(name), request);
            case COOKIE -> request -> orAddress(request.cookie(name), request);
            case VARS_COMBINATIONS -> {
                VariableText text = VariableText.parse(name);
                yield request -> resolved(text, request);
            }
        };
    }

    private static String orAddress(@Nullable String value, HashSource request) {
        if (value != null && !value.isEmpty()) {
            return value;
        }
        return Objects.requireNonNullElse(request.variable(REMOTE_ADDR), "");
    }

    private static String resolved(VariableText text, HashSource request) {
        var resolved = new StringBuilder();
        boolean found = false;
        for (VariableText.Part part : text.parts()) {
            switch (part) {
                case VariableText.Part.Literal(String literal) -> resolved.append(literal);
                case VariableText.Part.Variable(String name) -> {
                    String value = request.variable(name);
                    found |= value != null;
                    resolved.append(value == null ? "" : value);
                }
            }
        }
        return found ? resolved.toString() : orAddress(null, request);
    }
}
