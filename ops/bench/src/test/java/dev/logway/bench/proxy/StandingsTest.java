package dev.logway.bench.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StandingsTest {
    private static final Contender NGINX = contender("nginx");
    private static final Contender EDGE = contender("logway edge");

    @Test
    void everyContenderIsMeasuredInEveryRoundAndNoneIsAlwaysFirst() {
        var order = new ArrayList<String>();
        Map<Contender, List<Measurement>> results = new Race(List.of(NGINX, EDGE), 3).run(contender -> {
            order.add(contender.name());
            return new Measurement(order.size(), 0, 0, 0, 0);
        });
        assertEquals(List.of("nginx", "logway edge", "logway edge", "nginx", "nginx", "logway edge"), order);
        results.values().forEach(measurements -> assertEquals(3, measurements.size()));
        assertEquals(List.of(NGINX, EDGE), List.copyOf(results.keySet()));
    }

    @Test
    void mediansStandBesideThoseOfNginx() {
        Table table = new Standings(results(), AccessLog.OFF).atFullSpeed();
        List<Cell> edge = table.rows().getLast().cells();
        assertEquals(Cell.of(40_000), edge.getFirst());
        assertEquals(Cell.of(25), edge.get(3));
        assertEquals(Cell.of(3_000), edge.get(5));
        assertEquals(Cell.of(0.8), edge.get(6));
        assertEquals(Cell.of(1.25), edge.getLast());
    }

    @Test
    void figuresThatTheGeneratorDoesNotGiveAreBlank() {
        assertEquals(
                Cell.BLANK,
                new Standings(results(), AccessLog.OFF)
                        .atFullSpeed()
                        .rows()
                        .getFirst()
                        .cells()
                        .get(1));
    }

    @Test
    void withoutNginxNothingIsCompared() {
        var alone = new Standings(Map.of(EDGE, List.of(new Measurement(10, 1, 2, 3, 4))), AccessLog.OFF);
        assertEquals(Cell.BLANK, alone.atFullSpeed().rows().getFirst().cells().getLast());
        assertEquals(Cell.BLANK, alone.atFixedRate(7).rows().getFirst().cells().getLast());
    }

    @Test
    void withAccessLogsTheEdgeHasATarget() {
        Table table = new Standings(results(), AccessLog.ON).atFullSpeed();
        assertEquals(Cell.of(1), table.rows().getFirst().cells().getLast());
        assertEquals(Cell.atMost(1.4, 1.25), table.rows().getLast().cells().getLast());
    }

    @Test
    void theSlowestSetsTheFixedRate() {
        assertEquals(40_000, new Standings(results(), AccessLog.OFF).slowest());
    }

    private static Map<Contender, List<Measurement>> results() {
        var results = new LinkedHashMap<Contender, List<Measurement>>();
        results.put(NGINX, List.of(new Measurement(50_000, Double.NaN, Double.NaN, 20, Double.NaN)));
        results.put(
                EDGE,
                List.of(
                        new Measurement(40_000, 1, 2, 25, 3_000),
                        new Measurement(39_000, 1, 2, 24, 3_000),
                        new Measurement(45_000, 1, 2, 60, 3_100)));
        return results;
    }

    private static Contender contender(String name) {
        return new Contender(name, ProcessHandle.current(), 1, Duration.ZERO);
    }
}
