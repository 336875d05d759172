package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Documents;
import dev.logway.api.json.Json;
import dev.logway.domain.Scope;
import dev.logway.domain.image.Difference;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.replay.Moment;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is not the same in a group at two moments. */
final class DiffEndpoint {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    private final ShownAt shown;
    private final DiffDocuments documents;
    private final Offload offload;

    DiffEndpoint(ShownAt shown, Documents documents, Offload offload) {
        this.shown = shown;
        this.documents = new DiffDocuments(documents);
        this.offload = offload;
    }

    Endpoint at(String template) {
        return Endpoint.get(template, this::diff).with("from", "to", "limit", "cursor");
    }

    /** A page of differences. */
    private record Page(
            ScopeImage from,
            ScopeImage to,
            List<Difference> differences,
            @Nullable String next) {}

    private Future<Answer> diff(Call call) {
        Scope scope = call.scope();
        Moment from = call.parameters()
                .moment("from")
                .orElseThrow(() -> Parameters.invalid("from", "nothing", Moments.EXPECTED));
        var to = call.parameters().moment("to");
        int limit = call.parameters().limit();
        ResourceKey after = call.parameters().cursorKey();
        String form = call.preferred(JSON, TEXT);
        Future<ScopeImage> later = to.isPresent() ? shown.image(scope, to.get()) : shown.newest(scope);
        return later.compose(second -> shown.image(scope, from)
                .compose(first -> offload.later(() -> {
                    List<Difference> found = Difference.between(first, second, after, limit + 1);
                    List<Difference> page = found.subList(0, Math.min(limit, found.size()));
                    String next = found.size() > limit
                            ? Parameters.cursor(page.getLast().key().path())
                            : null;
                    Page result = new Page(first, second, page, next);
                    return (form.equals(TEXT) ? text(result) : json(result))
                            .header(Headers.REVISION, second.revision());
                })));
    }

    private Answer json(Page page) {
        ObjectNode body = Json.object();
        body.putObject("from").put("revision", page.from.revision()).put("digest", digest(page.from));
        body.putObject("to").put("revision", page.to.revision()).put("digest", digest(page.to));
        ArrayNode items = body.putArray("items");
        page.differences.forEach(difference -> items.add(documents.json(difference)));
        body.put("next", page.next);
        return Answer.json(200, body);
    }

    private Answer text(Page page) {
        var text = new StringBuilder(page.to.scope().name())
                .append(": revision ")
                .append(page.from.revision())
                .append(" -> ")
                .append(page.to.revision())
                .append('\n');
        page.differences.forEach(difference -> text.append(documents.text(difference)));
        if (page.next != null) {
            text.append("and more: cursor=").append(page.next).append('\n');
        }
        return Answer.of(200, TEXT + "; charset=utf-8", Buffer.buffer(text.toString()));
    }

    private static String digest(ScopeImage image) {
        return image.digest().toString();
    }
}
