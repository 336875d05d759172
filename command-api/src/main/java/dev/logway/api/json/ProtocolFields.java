package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.UpstreamTls;
import dev.logway.domain.resource.UpstreamTls.Verify;
import dev.logway.tls.PemCertificates;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code scheme}, and for {@code https} and {@code grpcs} {@code tls}. */
final class ProtocolFields {
    private ProtocolFields() {}

    /** The protocol; one without TLS settings of its own if they are at fault. */
    static Protocol read(Fields fields) {
        Scheme scheme = scheme(fields);
        UpstreamTls tls = scheme.isSecure() ? tls(fields) : null;
        return tls == null ? Protocol.of(scheme) : new Protocol(scheme, tls);
    }

    /** The scheme; {@code http} if there is none, or it is at fault. */
    static Scheme scheme(Fields fields) {
        String word = fields.text("scheme");
        return Arrays.stream(Scheme.values())
                .filter(scheme -> scheme.word().equals(word))
                .findFirst()
                .orElse(Scheme.HTTP);
    }

    static void write(Protocol protocol, ObjectNode document) {
        document.put("scheme", protocol.scheme().word());
        UpstreamTls tls = protocol.tls();
        if (tls != null) {
            ObjectNode object = document.putObject("tls").put("verify", tls.verify() == Verify.ON);
            write("ca", tls.ca(), object);
            write("client_cert_id", tls.clientCertId(), object);
            write("server_name", tls.serverName(), object);
        }
    }

    private static @Nullable UpstreamTls tls(Fields parent) {
        Fields fields = parent.open("tls");
        if (fields == null) {
            return null;
        }
        Boolean verify = fields.read("verify", JsonNode::booleanValue);
        String ca = fields.read("ca", ProtocolFields::checkedAuthorities);
        String certificate = fields.read("client_cert_id", Ids::read);
        String serverName = fields.text("server_name");
        return parent.part(() -> new UpstreamTls(
                Objects.requireNonNullElse(verify, true) ? Verify.ON : Verify.OFF, ca, certificate, serverName));
    }

    private static String checkedAuthorities(JsonNode ca) {
        PemCertificates.read(ca.textValue());
        return ca.textValue();
    }

    private static void write(String name, @Nullable String value, ObjectNode object) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
