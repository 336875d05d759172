package dev.logway.verify.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rounds as tables for {@code docs/reliability.md}. */
final class FaultReport {
    private FaultReport() {}

    static String of(List<Round> rounds) {
        return byFault(rounds) + "\n" + each(rounds);
    }

    /** One line per fault, in the order of their first rounds. */
    private static String byFault(List<Round> rounds) {
        Map<String, List<Round>> byFault = new LinkedHashMap<>();
        rounds.forEach(round ->
                byFault.computeIfAbsent(round.fault(), _ -> new ArrayList<>()).add(round));
        var text = new StringBuilder("""
                | fault | rounds | converged, median s | worst s | longest pause of changes, median s | worst s | commands \
                | requests | failed where cut off | problems |
                |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
                """);
        byFault.forEach((fault, of) -> text.append(summary(fault, of)));
        return text.append(summary("all", rounds)).toString();
    }

    private static String summary(String fault, List<Round> of) {
        List<Duration> converged = of.stream().map(Round::converged).sorted().toList();
        List<Duration> pauses = of.stream().map(Round::pause).sorted().toList();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %,d | %,d | %,d | %d |%n",
                fault,
                of.size(),
                seconds(converged.get(converged.size() / 2)),
                seconds(converged.getLast()),
                seconds(pauses.get(pauses.size() / 2)),
                seconds(pauses.getLast()),
                of.stream().mapToInt(Round::commands).sum(),
                of.stream().mapToLong(Round::requests).sum(),
                of.stream().mapToInt(Round::excused).sum(),
                of.stream().mapToInt(round -> round.problems().size()).sum());
    }

    private static String each(List<Round> rounds) {
        var text = new StringBuilder("""
                | round | fault | target | seed | converged s | pause s | commands | requests | failed where cut off |
                |---:|---|---|---|---:|---:|---:|---:|---:|
                """);
        rounds.forEach(round -> text.append(line(round)));
        return text.toString();
    }

    /** A round as a line of the table. */
    static String line(Round round) {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %s | %d | %s | %s | %,d | %,d | %,d |%n",
                round.number(),
                round.fault(),
                round.target(),
                round.seed(),
                seconds(round.converged()),
                seconds(round.pause()),
                round.commands(),
                round.requests(),
                round.excused());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1_000.0);
    }
}
