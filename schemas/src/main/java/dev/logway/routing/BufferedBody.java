package dev.logway.edge.body;

import dev.logway.edge.routing.RequestBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A body that was read whole. It is parsed once, when it is first asked for. Confined to one thread. */
public final class BufferedBody implements RequestBody {
    private final Buffer bytes;
    private final Kind kind;
    private @Nullable Object parsed;
    private boolean isParsed;

    private enum Kind {
        FORM,
        JSON,
        OTHER
    }

    /** @param contentType the header field, or null */
    public BufferedBody(Buffer bytes, @Nullable String contentType) {
        this.bytes = bytes;
        this.kind = kind(contentType);
    }

    /** Whether routing can look into bodies of {@code contentType}: forms and JSON. */
    public static boolean isReadable(@Nullable String contentType) {
        return kind(contentType) != Kind.OTHER;
    }

    @Override
    public @Nullable String form() {
        return kind == Kind.FORM ? bytes.toString() : null;
    }

    @Override
    public @Nullable Object json() {
        if (!isParsed) {
            isParsed = true;
            parsed = kind == Kind.JSON ? parse(bytes) : null;
        }
        return parsed;
    }

    private static @Nullable Object parse(Buffer bytes) {
        try {
            return switch (Json.decodeValue(bytes)) {
                case JsonObject object -> object.getMap();
                case JsonArray array -> array.getList();
                case null -> null;
                case Object scalar -> scalar;
            };
        } catch (DecodeException e) {
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
