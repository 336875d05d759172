package dev.logway.domain.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Canary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CanaryJudgeTest {
    private static final Instant BEGAN = Instant.parse("2026-02-02T00:00:00Z");
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Canary CANARY =
            new Canary(List.of("edge-1", "edge-2"), null, new Canary.Trial(MINUTE, 20_000, 500, 0), BEGAN);

    private final TreeMap<String, CanarySighting> heard = new TreeMap<>();
    private boolean isLost;

    @Test
    void theTimeBeginsWhenTheLastOfThemServesTheChange() {
        heard("edge-1", 1, 10, 0, 0);
        heard("edge-2", 50, 10, 0, 0);

        assertEquals(Optional.empty(), at(109));
        assertEquals(
                new CanaryVerdict.Promote("promoted: 0 % of 20 requests failed (at most 2 %), 0 % took longer than"
                        + " 500 ms (at most 1 %)"),
                at(110).orElseThrow());
    }

    @Test
    void theEndIsJudgedByWhatIsHeardAfterIt() {
        heard("edge-1", 1, 10, 0, 0);
        heard("edge-2", 1, 10, 0, 0);
        heard.computeIfPresent("edge-1", (_, one) -> one.then(report(20, 0, 0), BEGAN.plusSeconds(70)));
        heard.computeIfPresent("edge-2", (_, one) -> one.then(report(20, 0, 0), BEGAN.plusSeconds(60)));
        assertEquals(Optional.empty(), CanaryJudge.judge(CANARY, heard, _ -> false, BEGAN.plusSeconds(70)));
        assertEquals(
                "taken back: edge-2 did not say how it went within 60 s",
                CanaryJudge.judge(CANARY, heard, _ -> false, BEGAN.plusSeconds(121))
                        .orElseThrow()
                        .reason());
        heard.computeIfPresent("edge-2", (_, one) -> one.then(report(90, 60, 0), BEGAN.plusSeconds(65)));
        assertEquals(
                "taken back: 54.55 % of 110 requests failed (at most 2 %)",
                CanaryJudge.judge(CANARY, heard, _ -> false, BEGAN.plusSeconds(70))
                        .orElseThrow()
                        .reason());
    }

    @Test
    void whoDoesNotServeItInTimeIsNamed() {
        heard("edge-1", 1, 0, 0, 0);
        assertEquals(Optional.empty(), at(59));
        assertTakenBack("taken back: edge-2 did not serve it within 60 s", 60);
    }

    @Test
    void theOthersAreShownAndDoNotCount() {
        heard("edge-1", 1, 600, 3, 6);
        heard("edge-2", 1, 600, 0, 6);
        heard("edge-9", 1, 9_000, 9_000, 9_000);
        assertEquals(
                new CanaryVerdict.Promote("promoted: 0.25 % of 1,200 requests failed (at most 2 %), 1 % took longer"
                        + " than 500 ms (at most 1 %); elsewhere 100 % of 9,000 requests failed"),
                at(61).orElseThrow());
    }

    @Test
    void tooManyErrorsEndItEarly() {
        heard("edge-1", 1, 100, 3, 0);
        assertEquals(Optional.empty(), at(2));
        heard("edge-1", 1, 200, 4, 0);
        assertEquals(Optional.empty(), at(3), "no more than the limit");
        heard("edge-2", 1, 40, 1, 0);
        assertTakenBack("taken back: 2.08 % of 240 requests failed (at most 2 %)", 4);
    }

    @Test
    void theFirstBadAnswersDecideNothingUntilTheEnd() {
        heard("edge-1", 1, 4, 4, 4);
        heard("edge-2", 1, 0, 0, 0);
        assertEquals(Optional.empty(), at(60));
        assertTakenBack("taken back: 100 % of 4 requests failed (at most 2 %)", 61);
    }

    @Test
    void slowAnswersEndItToo() {
        heard("edge-1", 1, 490, 0, 5);
        assertTakenBack("taken back: 1.02 % of 490 requests took longer than 500 ms (at most 1 %)", 2);
    }

    @Test
    void aFaultOfOneThatTriesItEndsItAtOnce() {
        heard.put(
                "edge-1",
                CanarySighting.first(
                        new CanaryReport("7", CanaryCounts.NONE, List.of("routes/r1 is set aside: no")), BEGAN));
        assertTakenBack("taken back: edge-1 cannot serve it: routes/r1 is set aside: no", 1);
    }

    @Test
    void aFaultElsewhereDoesNot() {
        heard.put(
                "edge-9",
                CanarySighting.first(
                        new CanaryReport("7", CanaryCounts.NONE, List.of("routes/r1 is set aside: no")), BEGAN));
        assertEquals(Optional.empty(), at(1));
    }

    @Test
    void oneThatFallsSilentAfterItServedItEndsIt() {
        heard("edge-1", 1, 0, 0, 0);
        heard("edge-2", 1, 0, 0, 0);
        isLost = true;
        assertTakenBack("taken back: nothing is heard any more from edge-1, which served it", 31);
    }

    @Test
    void withoutRequestsItIsPromotedUnlessSomeWereAskedFor() {
        heard("edge-1", 1, 0, 0, 0);
        heard("edge-2", 1, 0, 0, 0);
        assertEquals(new CanaryVerdict.Promote("promoted: no request came that it concerns"), at(61).orElseThrow());

        heard("edge-1", 1, 999, 0, 0);
        var sure = new Canary(CANARY.instances(), null, new Canary.Trial(MINUTE, 0, null, 1_000), BEGAN);
        assertEquals(
                new CanaryVerdict.TakeBack("taken back: 999 requests came that it concerns (at least 1,000)"),
                at(61, sure).orElseThrow());
    }

    @Test
    void requestsThatHangEndItThoughNoneFailed() {
        open("edge-1", 0, 0);
        open("edge-2", 0, 1);
        assertEquals(Optional.empty(), at(60), "an answer may come yet");
        assertTakenBack("taken back: 1 of 1 request has no answer yet", 61);
        open("edge-1", 1, 8);
        open("edge-2", 2, 4);
        assertTakenBack("taken back: 12 of 15 requests have no answer yet", 61);
    }

    @Test
    void aFewThatAreOpenAreNoReason() {
        open("edge-1", 1, 3);
        open("edge-2", 0, 1);
        assertPromoted(61);
        open("edge-1", 100, 6);
        open("edge-2", 20, 6);
        assertPromoted(61);
        open("edge-2", 19, 6);
        assertTakenBack("taken back: 12 of 131 requests have no answer yet", 61);
        open("edge-1", 120, 0);
        open("edge-2", 20, 0);
        open("edge-9", 0, 1_000);
        assertPromoted(61);
    }

    @Test
    void aLimitThatIsNotAskedForIsNotHeld() {
        heard("edge-1", 1, 100, 100, 100);
        heard("edge-2", 1, 100, 100, 0);
        var slow = new Canary(CANARY.instances(), null, new Canary.Trial(MINUTE, null, 500, 0), BEGAN);
        assertEquals(
                "taken back: 50 % of 200 requests took longer than 500 ms (at most 1 %)",
                at(0, slow).orElseThrow().reason());
        var errors = new Canary(CANARY.instances(), null, new Canary.Trial(MINUTE, 999_999, null, 0), BEGAN);
        assertEquals(
                "taken back: 100 % of 200 requests failed (at most 100 %)",
                at(0, errors).orElseThrow().reason());
    }

    @Test
    void aProcessThatStartsAnewKeepsWhatItCountedBefore() {
        var first = CanarySighting.first(report(100, 5, 1), BEGAN);
        var again = first.then(report(120, 6, 1), BEGAN)
                .then(report(3, 1, 0), BEGAN)
                .then(report(10, 1, 0), BEGAN.plusSeconds(9));
        assertEquals(new CanaryCounts(130, 7, 1, 0), again.counts());
        assertEquals(BEGAN, again.firstHeard());
        assertEquals(BEGAN.plusSeconds(9), again.lastHeard());
    }

    @Test
    void whatAProcessHadOpenIsGoneWithIt() {
        var first = CanarySighting.first(openReport(100, 7), BEGAN);
        assertEquals(2, first.then(openReport(100, 2), BEGAN).counts().open());
        assertEquals(3, first.then(openReport(1, 3), BEGAN).counts().open());
    }

    /** First heard at that second. */
    private void heard(String id, int second, long requests, long errors, long slow) {
        heard.put(id, CanarySighting.first(report(requests, errors, slow), BEGAN.plusSeconds(second)));
    }

    /** First heard a second after it began, without errors. */
    private void open(String id, long requests, long open) {
        heard.put(id, CanarySighting.first(openReport(requests, open), BEGAN.plusSeconds(1)));
    }

    private static CanaryReport report(long requests, long errors, long slow) {
        return new CanaryReport("7", new CanaryCounts(requests, errors, slow, 0), List.of());
    }

    private static CanaryReport openReport(long requests, long open) {
        return new CanaryReport("7", new CanaryCounts(requests, 0, 0, open), List.of());
    }

    private Optional<CanaryVerdict> at(int second) {
        return at(second, CANARY);
    }

    /** Everybody has just said what it counted. */
    private Optional<CanaryVerdict> at(int second, Canary canary) {
        Instant now = BEGAN.plusSeconds(second);
        var current = new TreeMap<String, CanarySighting>();
        heard.forEach((id, one) ->
                current.put(id, new CanarySighting(one.firstHeard(), now, one.before(), one.last(), one.faults())));
        return CanaryJudge.judge(canary, current, _ -> isLost, now);
    }

    private void assertPromoted(int second) {
        var verdict = at(second).orElseThrow();
        assertTrue(verdict instanceof CanaryVerdict.Promote, verdict.toString());
    }

    private void assertTakenBack(String reason, int second) {
        var verdict = at(second).orElseThrow();
        assertTrue(verdict instanceof CanaryVerdict.TakeBack, verdict.toString());
        assertEquals(reason, verdict.reason());
    }
}
