package dev.logway.edge.serving;

import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.image.EffectiveImage;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.edge.tls.ServedCertificates;
import dev.logway.edge.tls.ServerTls;
import dev.logway.routing.DataPlane;
import dev.logway.routing.RoutingTable;
import dev.logway.secret.Keyset;
import dev.logway.testkit.GroupConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of a revision, and when. */
class ServingTest {
    private final Observed trial = new Observed();
    private final Serving<String, String> serving = new Serving<>(
            new InstanceId(GroupConfig.SCOPE.name(), "edge-1"),
            new Nothing(),
            ServedCertificates.none(Keyset.parse(Keyset.generate()), ServerTls.APPLICATION_PROTOCOLS),
            trial,
            InstantSource.system());

    /** Notes which revision is served when it is told of one. */
    private final class Observed implements Trial<String> {
        private final List<String> told = new ArrayList<>();

        @Override
        public void follow(EffectiveImage now, RoutingTable<String, ?> table) {
            told.add("follow " + now.base().revision() + " while " + revision());
        }

        @Override
        public void served() {
            told.add("served " + revision());
        }
    }

    /** Keeps nothing. */
    private static final class Nothing implements DataPlane<String, String> {
        @Override
        public String route(Route route, @Nullable String previous) {
            return "";
        }

        @Override
        public String upstream(ResourceKey owner, UpstreamSpec spec, @Nullable String previous) {
            return "";
        }

        @Override
        public void retireRoute(String route) {}

        @Override
        public void retireUpstream(String upstream, @Nullable String successor) {}
    }

    @Test
    void aTrialHearsOfARevisionBeforeItIsServedAndAfter() {
        var config = new GroupConfig(serving);
        config.put(upstream("u", node(1)));
        long first = revision();
        config.put(upstream("u", node(2)));
        long second = revision();
        assertEquals(
                List.of(
                        "follow " + first + " while 0",
                        "served " + first,
                        "follow " + second + " while " + first,
                        "served " + second),
                trial.told);
    }

    private long revision() {
        Served<String, String> now = serving.served();
        return now == null ? 0 : now.image().revision();
    }
}
