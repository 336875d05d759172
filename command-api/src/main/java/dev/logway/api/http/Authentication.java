package dev.logway.api.http;

import dev.logway.api.key.ApiKeys;
import io.vertx.core.MultiMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks requests for a key, in {@code X-API-KEY} or as a bearer token (RFC 6750). */
final class Authentication {
    private static final String BEARER = "Bearer ";
    private static final String CHALLENGE = "Bearer realm=\"logway\"";

    private final ApiKeys keys;

    Authentication(ApiKeys keys) {
        this.keys = keys;
    }

    /**
     * The name of the key that a request shows.
     *
     * @throws ApiException if it shows none, or one that is not known
     */
    String actor(MultiMap headers) {
        String shown = shown(headers);
        if (shown == null) {
            throw new ApiException(
                            ProblemType.MISSING_KEY, "show a key in X-API-KEY, or as Authorization: Bearer <key>")
                    .header(Headers.WWW_AUTHENTICATE, CHALLENGE);
        }
        Optional<String> name = keys.nameOf(shown);
        return name.orElseThrow(() -> new ApiException(ProblemType.WRONG_KEY, "the key that was shown is not known")
                .header(Headers.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\""));
    }

    private static @Nullable String shown(MultiMap headers) {
        String key = headers.get(Headers.X_API_KEY);
        if (key != null) {
            return key.strip();
        }
        String authorization = headers.get(Headers.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
