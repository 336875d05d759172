package dev.logway.standalone.broker;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker as a process of its own. */
public final class BrokerMain {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerMain.class);

    private BrokerMain() {}

    /**
     * Starts a broker and keeps it until the process is told to end, or the broker ends by itself.
     *
     * @param properties settings as {@link BrokerConfig} names them
     * @return the status for the process to end with: 0 after a signal, 1 if the broker ended by itself
     * @throws org.apache.kafka.common.config.ConfigException if a setting is wrong
     * @throws BrokerStartException if the broker does not start
     */
    public static int run(Properties properties) {
        return run(EmbeddedBroker.start(new BrokerConfig(asMap(properties))));
    }

    private static int run(EmbeddedBroker broker) {
        var ended = new CompletableFuture<Integer>();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("broker-shutdown").unstarted(() -> {
                    broker.close();
                    ended.complete(0);
                }));
        broker.failure().thenAccept(fault -> ended.complete(1));
        LOG.info("broker of cluster {} listens on {}", broker.clusterId(), broker.bootstrapServers());
        return ended.join();
    }

    private static Map<String, String> asMap(Properties properties) {
        var settings = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}
