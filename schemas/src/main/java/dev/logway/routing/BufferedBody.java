package dev.logway.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A body that was read whole. It is parsed once, when it is first asked for. Confined to one thread. */
public final class BufferedBody implements RequestBody {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] bytes;
    private final Kind kind;
    private @Nullable Object parsed;
    private boolean isParsed;

    private enum Kind {
        FORM,
        JSON,
        OTHER
    }

    /**
     * @param bytes are not copied
     * @param contentType the header field, or null
     */
    public BufferedBody(byte[] bytes, @Nullable String contentType) {
        this.bytes = bytes;
        this.kind = kind(contentType);
    }

    /** Whether routing can look into bodies of {@code contentType}: forms and JSON. */
    public static boolean isReadable(@Nullable String contentType) {
        return kind(contentType) != Kind.OTHER;
    }

    @Override
    public @Nullable String form() {
        return kind == Kind.FORM ? new String(bytes, UTF_8) : null;
    }

    @Override
    public @Nullable Object json() {
        if (!isParsed) {
            isParsed = true;
            parsed = kind == Kind.JSON ? parse(bytes) : null;
        }
        return parsed;
    }

    private static @Nullable Object parse(byte[] bytes) {
        try {
            return JSON.readValue(bytes, Object.class);
        } catch (IOException e) {
            return null;
        }
    }

    private static Kind kind(@Nullable String contentType) {
        if (contentType == null) {
            return Kind.OTHER;
        }
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        if (type.equals("application/x-www-form-urlencoded")) {
            return Kind.FORM;
        }
        return type.equals("application/json") || type.endsWith("+json") ? Kind.JSON : Kind.OTHER;
    }
}
