package dev.logway.bench.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PublicApiTest {
    private static final List<SampleRoute> ROUTES = PublicApi.routes();

    @Test
    void noTwoRoutesTakeTheSame() {
        var taken = new HashSet<String>();
        assertEquals(PublicApi.ROUTES, ROUTES.size());
        ROUTES.forEach(route -> assertTrue(taken.add(route.method() + route.uri()), route.toString()));
    }
}
