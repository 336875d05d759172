package dev.logway.edge.proxy;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.support.TlsClient;
import dev.logway.testkit.GroupConfig;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** What clients that ask for ever new server names leave behind. */
class ServerNamesWireTest {
    private static final int NAMES = 300;
    private static final int KEPT = 100;
    private static final Pattern CONTEXTS =
            Pattern.compile("(\\d+) +\\d+ +dev\\.logway\\.edge\\.tls\\.NamedContext\\b");

    @Test
    void namesThatNobodyServesAreForgotten() throws Exception {
        try (var proxy = new ProxyUnderTest(GroupConfig.upstream("u", GroupConfig.node(1)))) {
            long before = contexts();
            for (int i = 0; i < NAMES; i++) {
                var client = new TlsClient().name("n" + i + ".example");
                assertThrows(SSLException.class, () -> client.connect(proxy.securePort()));
            }
            long added = contexts() - before;
            assertTrue(added >= 1 && added <= KEPT, () -> added + " of " + NAMES + " names are kept");
        }
    }

    /** What is kept of names, by the JVM's own count after a collection. */
    private static long contexts() throws Exception {
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        var found = CONTEXTS.matcher(String.valueOf(histogram));
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
