package dev.logway.edge.tls;

import dev.logway.domain.Scope;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.image.SortedTree;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.secret.SecretCipher;
import io.netty.handler.ssl.SslContext;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one revision, by the names they are shown for. Immutable, and shares structure with the ones it
 * was made from: applying a delta costs the size of the delta. A certificate that is not changed keeps its sessions.
 */
public final class ServedCertificates {
    private final SecretCipher cipher;
    private final List<String> applicationProtocols;
    private final SortedTree<Name, ServerCertificate> byName;
    private final SortedTree<ResourceKey, ServerCertificate> byKey;
    private final SortedTree<ResourceKey, String> quarantined;

    /** A name as a certificate claims it: several may, and the least id is shown. */
    private record Name(String text, String id) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int byText = text.compareTo(other.text);
            return byText != 0 ? byText : id.compareTo(other.id);
        }
    }

    private ServedCertificates(
            SecretCipher cipher,
            List<String> applicationProtocols,
            SortedTree<Name, ServerCertificate> byName,
            SortedTree<ResourceKey, ServerCertificate> byKey,
            SortedTree<ResourceKey, String> quarantined) {
        this.cipher = cipher;
        this.applicationProtocols = applicationProtocols;
        this.byName = byName;
        this.byKey = byKey;
        this.quarantined = quarantined;
    }

    /**
     * No certificates.
     *
     * @param cipher decrypts the private keys
     * @param applicationProtocols that are offered to clients (ALPN), the preferred one first
     */
    public static ServedCertificates none(SecretCipher cipher, List<String> applicationProtocols) {
        return new ServedCertificates(
                cipher, List.copyOf(applicationProtocols), SortedTree.empty(), SortedTree.empty(), SortedTree.empty());
    }

    /** The certificates of {@code image}, to which {@code delta} leads from these. What cannot be used is set aside. */
    public ServedCertificates apply(ScopeDelta delta, ScopeImage image) {
        ServedCertificates now = this;
        for (EntryChange change : delta.changes()) {
            if (change.key().kind() == ResourceKind.CERTIFICATES) {
                Object resource = image.get(change.key()).map(Entry::resource).orElse(null);
                now = now.without(change.key());
                if (resource instanceof Certificate certificate && certificate.status() == Certificate.Status.ENABLED) {
                    now = now.with(image.scope(), certificate);
                }
            }
        }
        return now;
    }

    /** The certificate under {@code key}, ready for use; null if there is none, or it is disabled or set aside. */
    @Nullable
    ServerCertificate get(ResourceKey key) {
        return byKey.get(key);
    }

    /** What handshakes for {@code serverName} use: its own certificate before that of the longest wildcard; null if there is none. */
    @Nullable
    SslContext context(@Nullable String serverName) {
        ServerCertificate certificate = serverName == null ? null : find(serverName);
        return certificate == null ? null : certificate.context();
    }

    /**
     * Whether a connection that was made for {@code connected} must not carry a request for {@code host}: the client
     * would get around what {@code host} asks of clients (RFC 9110, section 15.5.20).
     */
    public boolean isMisdirected(@Nullable String connected, String host) {
        ServerCertificate wanted = find(host);
        if (wanted == null || wanted.certificate().client() == null) {
            return false;
        }
        ServerCertificate shown = connected == null ? null : find(connected);
        return shown == null
                || !wanted.certificate().client().equals(shown.certificate().client());
    }

    /** The certificates that cannot be used, with the reason of each. */
    public SortedMap<ResourceKey, String> quarantined() {
        var all = new TreeMap<ResourceKey, String>();
        quarantined.visit((key, reason) -> {
            all.put(key, reason);
            return true;
        });
        return Collections.unmodifiableSortedMap(all);
    }

    private @Nullable ServerCertificate find(String serverName) {
        String name = serverName.toLowerCase(Locale.ROOT);
        ServerCertificate found = first(name);
        for (int dot = name.indexOf('.'); found == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
            found = first("*" + name.substring(dot));
        }
        return found;
    }

    private @Nullable ServerCertificate first(String text) {
        var first = new First(text);
        byName.visitFrom(new Name(text, ""), first::see);
        return first.found;
    }

    private static final class First {
        private final String text;
        private @Nullable ServerCertificate found;

        First(String text) {
            this.text = text;
        }

        boolean see(Name name, ServerCertificate certificate) {
            if (name.text.equals(text)) {
                found = certificate;
            }
            return false;
        }
    }

    private ServedCertificates with(Scope scope, Certificate certificate) {
        ServerCertificate opened;
        try {
            opened = ServerCertificate.open(scope, certificate, cipher, applicationProtocols);
        } catch (RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            return new ServedCertificates(
                    cipher, applicationProtocols, byName, byKey, quarantined.with(certificate.key(), reason));
        }
        var names = byName;
        for (HostPattern sni : certificate.snis()) {
            names = names.with(new Name(sni.text(), certificate.id()), opened);
        }
        return new ServedCertificates(
                cipher, applicationProtocols, names, byKey.with(certificate.key(), opened), quarantined);
    }

    private ServedCertificates without(ResourceKey key) {
        ServerCertificate old = byKey.get(key);
        var names = byName;
        if (old != null) {
            for (HostPattern sni : old.certificate().snis()) {
                names = names.without(new Name(sni.text(), key.id()));
            }
        }
        return new ServedCertificates(
                cipher, applicationProtocols, names, byKey.without(key), quarantined.without(key));
    }
}
