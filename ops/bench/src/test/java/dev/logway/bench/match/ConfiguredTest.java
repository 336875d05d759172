package dev.logway.bench.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.logway.bench.table.ManyRoutes;
import dev.logway.bench.table.SampleRoute;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfiguredTest {
    private static final List<SampleRoute> ROUTES = ManyRoutes.of(2_000);

    @Test
    void everyRouteTakesItsOwnRequest() {
        Configured configured = Configured.of(ROUTES);
        assertEquals(ROUTES.size(), configured.table().size());
        for (SampleRoute route : ROUTES) {
            var match = configured.table().match(SampleRequests.of(route));
            assertNotNull(match, route.path());
            assertEquals(route.id(), match.route().id());
        }
    }

    @Test
    void aChangeIsOneMoreRevision() {
        SampleRoute route = ROUTES.getFirst();
        var elsewhere = new SampleRoute(route.id(), "/elsewhere", "", "", "/elsewhere");
        Configured before = Configured.of(ROUTES);
        Configured after = before.with(Configured.change(elsewhere));
        assertEquals(before.image().revision() + 1, after.image().revision());
        assertNull(after.table().match(SampleRequests.of(route)));
        assertNotNull(after.table().match(SampleRequests.of(elsewhere)));
        assertNotNull(before.table().match(SampleRequests.of(route)));
    }

    @Test
    void requestsGoOverAllRoutesBeforeTheyRepeat() {
        var requests = new SampleRequests(ROUTES);
        var first = requests.next();
        var seen = new HashSet<>(List.of(first));
        for (int i = 1; i < ROUTES.size(); i++) {
            seen.add(requests.next());
        }
        assertEquals(ROUTES.size(), seen.size());
        assertEquals(first, requests.next());
    }
}
