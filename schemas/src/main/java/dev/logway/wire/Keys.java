package dev.logway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.resource.ResourceKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The keys of records in the log: paths in UTF-8. */
public final class Keys {
    private static final byte[] SEAL = "seal".getBytes(UTF_8);

    private Keys() {}

    /** {@code group/default}. */
    public static byte[] of(Scope scope) {
        return scope.path().getBytes(UTF_8);
    }

    /** {@code routes/r1}. */
    public static byte[] of(ResourceKey key) {
        return key.path().getBytes(UTF_8);
    }

    /** {@code default/edge-1}. */
    public static byte[] of(InstanceId instance) {
        return instance.path().getBytes(UTF_8);
    }

    /** The key of the seal in a config topic. */
    public static byte[] seal() {
        return SEAL.clone();
    }

    /** {@code group/default/20000}. */
    public static byte[] checkpoint(Scope scope, long revision) {
        return (scope.path() + "/" + revision).getBytes(UTF_8);
    }

    /** {@code group/default/20000/3}. */
    public static byte[] checkpointPart(Scope scope, long revision, int number) {
        return (scope.path() + "/" + revision + "/" + number).getBytes(UTF_8);
    }

    /** Whether {@code key} is the seal's. */
    public static boolean isSeal(byte[] key) {
        return Arrays.equals(SEAL, key);
    }

    /** @throws UndecodableException if {@code key} names no scope */
    public static Scope scope(byte @Nullable [] key) {
        return Scope.parse(text(key))
                .orElseThrow(() -> new UndecodableException("the key names no scope: " + text(key)));
    }

    /** @throws UndecodableException if {@code key} names no resource */
    public static ResourceKey resource(byte @Nullable [] key) {
        return resource(text(key));
    }

    /** @throws UndecodableException if {@code key} names no instance */
    public static InstanceId instance(byte @Nullable [] key) {
        return InstanceId.parse(text(key))
                .orElseThrow(() -> new UndecodableException("the key names no instance: " + text(key)));
    }

    static ResourceKey resource(String key) {
        return ResourceKey.parse(key).orElseThrow(() -> new UndecodableException("the key names no resource: " + key));
    }

    private static String text(byte @Nullable [] key) {
        if (key == null) {
            throw new UndecodableException("the key is missing");
        }
        String text = new String(key, UTF_8);
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
