package dev.logway.api;

import dev.logway.api.key.ApiKeys;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;

/** Where the API listens and who may call. What would be unsafe cannot be made. */
record HttpSettings(HttpServerOptions options, ApiKeys keys) {
    private static final int IDLE_SECONDS = 75;

    /** @throws ConfigException if the API would be open to others without TLS and keys, or a file is missing */
    static HttpSettings check(String host, int port, Optional<Path> certificate, Optional<Path> key, ApiKeys keys) {
        if (certificate.isPresent() != key.isPresent()) {
            throw new ConfigException("tls.certificate and tls.key: one is set (expected: both, or none)");
        }
        certificate.ifPresent(file -> requireFile("tls.certificate", file));
        key.ifPresent(file -> requireFile("tls.key", file));
        if (!isLoopback(host) && (certificate.isEmpty() || keys.isEmpty())) {
            throw new ConfigException("http.host: " + host
                    + " (expected: a loopback address such as 127.0.0.1, or tls.certificate, tls.key and a key in"
                    + " admin.keys.file)");
        }
        var options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        if (certificate.isPresent() && key.isPresent()) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(certificate.get().toString())
                            .setKeyPath(key.get().toString()));
        }
        return new HttpSettings(options, keys);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigException("http.host: " + host + " (expected: an address of this machine)");
        }
    }

    private static void requireFile(String setting, Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigException(setting + ": " + file + " (expected: a file that can be read)");
        }
    }
}
