package dev.logway.standalone.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when Kafka asks for the process to end, as it does when its disk fails.
 *
 * <p>The process may be serving traffic, which a broker's end must not stop. So the wish becomes a notice to every
 * broker of this process (Kafka does not say whose it is), and the thread that had it ends with an exception.
 */
final class KafkaExit {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaExit.class);
    private static final Set<Consumer<String>> LISTENERS = ConcurrentHashMap.newKeySet();

    static {
        Exit.setExitProcedure(KafkaExit::refuse);
        Exit.setHaltProcedure(KafkaExit::refuse);
    }

    private KafkaExit() {}

    /** From now on {@code listener} hears, on Kafka's thread, why Kafka wants the process to end. */
    static void subscribe(Consumer<String> listener) {
        LISTENERS.add(listener);
    }

    static void unsubscribe(Consumer<String> listener) {
        LISTENERS.remove(listener);
    }

    private static void refuse(int status, @Nullable String message) {
        var fault = "Kafka gave up with status " + status + (message == null ? "; its log says why" : ": " + message);
        LOG.error("{}", fault);
        LISTENERS.forEach(listener -> listener.accept(fault));
        throw new KafkaGaveUpException(fault);
    }

    /** Ends a thread of Kafka's that expected the process to end. */
    static final class KafkaGaveUpException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        KafkaGaveUpException(String message) {
            super(message);
        }
    }
}
