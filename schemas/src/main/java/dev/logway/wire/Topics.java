package dev.logway.wire;

import static dev.logway.domain.Require.require;

import dev.logway.domain.Scope;
import java.util.Optional;

/**
 * The names of all topics of one installation. Installations with different prefixes can share a cluster.
 *
 * @param prefix 1 to 64 of a-z, 0-9, {@code -} and {@code .}; ends with a dot by convention
 */
public record Topics(String prefix) {
    /** The prefix of an installation that has the cluster to itself. */
    public static final String DEFAULT_PREFIX = "logway.";

    /** @throws IllegalArgumentException if {@code prefix} is outside its documented range */
    public Topics {
        require(
                !prefix.isEmpty()
                        && prefix.length() <= 64
                        && prefix.chars()
                                .allMatch(
                                        c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'),
                "topic.prefix",
                prefix,
                "1 to 64 of a-z, 0-9, '-' and '.'");
    }

    /** The topics under {@link #DEFAULT_PREFIX}. */
    public static Topics byDefault() {
        return new Topics(DEFAULT_PREFIX);
    }

    public String commands() {
        return prefix + "commands";
    }

    public String events() {
        return prefix + "events";
    }

    public String heartbeats() {
        return prefix + "heartbeats";
    }

    public String instances() {
        return prefix + "instances";
    }

    public String instanceEvents() {
        return prefix + "instance-events";
    }

    public String checkpoints() {
        return prefix + "checkpoints";
    }

    public String checkpointParts() {
        return prefix + "checkpoint-parts";
    }

    /** Where the edges of {@code group} keep samples of requests, such as {@code logway.access.default}. */
    public String access(String group) {
        return prefix + "access." + group;
    }

    /** The config topic of {@code scope}, such as {@code logway.config.group.default}. */
    public String config(Scope scope) {
        return configPrefix() + scope.path().replace('/', '.');
    }

    /** The scope whose config topic this is; empty if {@code topic} is none. */
    public Optional<Scope> scopeOfConfig(String topic) {
        if (!topic.startsWith(configPrefix())) {
            return Optional.empty();
        }
        return Scope.parse(topic.substring(configPrefix().length()).replaceFirst("\\.", "/"));
    }

    private String configPrefix() {
        return prefix + "config.";
    }
}
