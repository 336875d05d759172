package dev.logway.bench.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManyRoutesTest {
    private static final List<SampleRoute> ROUTES = ManyRoutes.of(10_000);

    @Test
    void noTwoRoutesTakeTheSame() {
        var taken = new HashSet<String>();
        ROUTES.forEach(route -> assertTrue(taken.add(route.host() + route.uri()), route.toString()));
    }

    @Test
    void aLargerTableHoldsTheSmallerOne() {
        assertEquals(ManyRoutes.of(100), ROUTES.subList(0, 100));
    }

    @Test
    void mostRoutesHaveParameters() {
        assertEquals(
                6_500,
                ROUTES.stream().filter(route -> route.uri().contains(":")).count());
    }
}
