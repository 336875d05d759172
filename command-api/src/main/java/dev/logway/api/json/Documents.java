package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.secret.SecretCipher;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Resources as the documents that operators write and read: flat, with Apache APISIX's field names. What is written
 * has every default filled in and reads back as the same resource. Threadsafe.
 */
public final class Documents {
    private static final String ID = "id";

    private final SchemaCheck schemas;
    private final CertificateDocument certificates;
    private final InstantSource clock;

    /** @param cipher encrypts the secrets of documents */
    public Documents(SchemaFiles files, SecretCipher cipher, InstantSource clock) {
        this.schemas = new SchemaCheck(files);
        this.certificates = new CertificateDocument(cipher);
        this.clock = clock;
    }

    /**
     * The resource that {@code document} describes.
     *
     * @param basis what it may keep parts of
     * @param key what the request says it is; an {@code id} in the document must agree
     * @throws InvalidDocumentException with all its faults, if it is none
     */
    public Resource read(Basis basis, ResourceKey key, JsonNode document) {
        var problems = new Problems();
        Resource resource = read(basis, key, document, Pointers.ROOT, problems);
        problems.throwIfAny();
        return Objects.requireNonNull(resource);
    }

    /** The resource described by what stands at {@code pointer} of a larger body; null if it has problems now. */
    @Nullable
    Resource read(Basis basis, ResourceKey key, JsonNode document, String pointer, Problems problems) {
        if (!ResourceKind.DOCUMENTS.contains(key.kind())) {
            problems.add(pointer, key + ": never sent; it comes with a change that waits");
            return null;
        }
        var own = new Problems();
        schemas.check(key.kind(), document, pointer, own);
        var fields = new Fields(document, pointer, own);
        checkId(key, fields);
        Resource resource = switch (key.kind()) {
            case GROUPS -> GroupDocument.read(key.id(), fields);
            case UPSTREAMS -> upstream(key.id(), fields);
            case SERVICES -> service(key.id(), fields);
            case ROUTES -> RouteDocument.read(key.id(), fields);
            case CERTIFICATES -> certificates.read(key.id(), basis, fields);
            case PENDING_CHANGES -> null;
        };
        problems.addAll(own);
        return resource;
    }

    /** The whole document: what {@link #write(Resource)} gives, with {@code id} before and {@code meta} after it. */
    public ObjectNode write(Entry entry) {
        return write(entry.resource(), entry.meta());
    }

    /** As {@link #write(Entry)}. */
    public ObjectNode write(Resource resource, Meta meta) {
        ObjectNode document = Json.object().put(ID, resource.key().id());
        document.setAll(write(resource));
        ObjectNode described = document.putObject("meta");
        described.put("revision", meta.revision());
        described.put("created_at", Times.text(meta.createdAt()));
        described.put("updated_at", Times.text(meta.updatedAt()));
        described.put("updated_by", meta.updatedBy());
        if (resource instanceof Certificate certificate) {
            List<String> warnings = CertificateWarnings.of(certificate, clock.instant());
            if (!warnings.isEmpty()) {
                warnings.forEach(described.putArray("warnings")::add);
            }
        }
        return document;
    }

    /** The document's own fields, without {@code id} and {@code meta}. */
    public ObjectNode write(Resource resource) {
        ObjectNode document = Json.object();
        switch (resource) {
            case Group group -> GroupDocument.write(group, document);
            case Upstream upstream -> {
                DescriptorFields.write(upstream.descriptor(), document);
                UpstreamFields.write(upstream.spec(), document);
            }
            case Service service -> {
                DescriptorFields.write(service.descriptor(), document);
                if (!service.hosts().isEmpty()) {
                    var hosts = document.putArray("hosts");
                    service.hosts().forEach(host -> hosts.add(host.text()));
                }
                BackendFields.write(service.backend(), document);
            }
            case Route route -> RouteDocument.write(route, document);
            case Certificate certificate -> CertificateDocument.write(certificate, document);
            case PendingChange pending -> PendingDocument.write(pending, document, this::write);
        }
        return document;
    }

    private static void checkId(ResourceKey key, Fields fields) {
        String id = fields.read(ID, Ids::read);
        if (id != null && !id.equals(key.id())) {
            fields.problems()
                    .add(
                            Pointers.child(fields.pointer(), ID),
                            "id: \"" + id + "\" (expected: \"" + key.id() + "\", as " + key + " is named)");
        }
    }

    private static @Nullable Upstream upstream(String id, Fields fields) {
        Descriptor descriptor = DescriptorFields.read(fields);
        UpstreamSpec spec = UpstreamFields.read(fields);
        return fields.build(() -> new Upstream(id, descriptor, Objects.requireNonNull(spec)));
    }

    private static @Nullable Service service(String id, Fields fields) {
        Descriptor descriptor = DescriptorFields.read(fields);
        List<HostPattern> hosts = fields.readAll("hosts", host -> new HostPattern(host.asText()));
        Backend backend = BackendFields.read(fields);
        return fields.build(() -> new Service(id, descriptor, hosts, Objects.requireNonNull(backend)));
    }
}
