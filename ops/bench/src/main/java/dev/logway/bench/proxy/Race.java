package dev.logway.bench.proxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Rounds in which every contender is measured once, each round in another order, so that none always runs first. */
record Race(List<Contender> contenders, int rounds) {
    /** Every contender's measurements, in the contenders' order. */
    Map<Contender, List<Measurement>> run(Function<Contender, Measurement> measure) {
        var results = new LinkedHashMap<Contender, List<Measurement>>();
        contenders.forEach(contender -> results.put(contender, new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : order(round)) {
                results.computeIfAbsent(contender, _ -> new ArrayList<>()).add(measure.apply(contender));
            }
        }
        return results;
    }

    List<Contender> order(int round) {
        var order = new ArrayList<Contender>(contenders);
        Collections.rotate(order, -round);
        return order;
    }
}
