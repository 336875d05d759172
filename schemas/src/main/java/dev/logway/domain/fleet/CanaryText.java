package dev.logway.domain.fleet;

import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.Canary.Trial;
import java.util.Locale;

/** What was seen of a change that was tried, in words. */
final class CanaryText {
    private static final int HUNDRED = 100;
    private static final int HUNDREDTHS = HUNDRED * HUNDRED;

    private CanaryText() {}

    /** All that was looked at, and how it was elsewhere. */
    static String figures(Trial trial, CanaryCounts counts, CanaryCounts others) {
        if (counts.requests() == 0) {
            return "no request came that it concerns";
        }
        String both = trial.errorsPerMillion() == null ? "" : failed(trial, counts);
        if (trial.p99Millis() != null) {
            both = both.isEmpty() ? slow(trial, counts) : both + ", " + slowShare(trial, counts);
        }
        return others.requests() == 0
                ? both
                : both + "; elsewhere " + share(others.errors(), others.requests()) + " of "
                        + requests(others.requests()) + " failed";
    }

    /** {@code 3.1 % of 1,204 requests failed (at most 2 %)}. */
    static String failed(Trial trial, CanaryCounts counts) {
        int most = trial.errorsPerMillion() == null ? Canary.MILLION : trial.errorsPerMillion();
        return share(counts.errors(), counts.requests()) + " of " + requests(counts.requests()) + " failed (at most "
                + share(most, Canary.MILLION) + ")";
    }

    /** {@code 1.3 % of 1,204 requests took longer than 500 ms (at most 1 %)}. */
    static String slow(Trial trial, CanaryCounts counts) {
        return share(counts.slow(), counts.requests()) + " of " + requests(counts.requests()) + " took longer than "
                + trial.p99Millis() + " ms (at most 1 %)";
    }

    /** {@code 12 of 15 requests have no answer yet}. */
    static String open(CanaryCounts counts) {
        long sent = counts.requests() + counts.open();
        return number(counts.open()) + " of " + requests(sent) + (counts.open() == 1 ? " has" : " have")
                + " no answer yet";
    }

    private static String slowShare(Trial trial, CanaryCounts counts) {
        return share(counts.slow(), counts.requests()) + " took longer than " + trial.p99Millis() + " ms (at most 1 %)";
    }

    static String requests(long requests) {
        return requests == 1 ? "1 request" : number(requests) + " requests";
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** In percent, with two decimals at most. */
    private static String share(long part, long whole) {
        long hundredths = (part * HUNDREDTHS + whole / 2) / Math.max(1, whole);
        String decimals = String.format(Locale.ROOT, "%02d", hundredths % HUNDRED);
        String shown = decimals.endsWith("0") ? decimals.substring(0, 1) : decimals;
        return hundredths / HUNDRED + (shown.equals("0") ? "" : "." + shown) + " %";
    }
}
