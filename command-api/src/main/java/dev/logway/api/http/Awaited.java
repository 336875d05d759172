package dev.logway.api.http;

import dev.logway.api.state.Coverage;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the answer to a change waits for. */
sealed interface Awaited {
    String EXPECTED = "none, accepted, applied, quorum, zone, zone:NAME, or how many instances, 1 to 9999";
    String ZONE = "zone:";
    Pattern INSTANCES = Pattern.compile("[1-9][0-9]{0,3}");

    /** Nothing but that the log has the command. */
    record Append() implements Awaited {}

    /** That it was decided, and this node shows it. */
    record Outcome() implements Awaited {}

    /**
     * That as much of the fleet serves it as {@code coverage} says.
     *
     * @param text as it is asked for
     */
    record Receipts(Coverage coverage, String text) implements Awaited {
        static final Receipts OF_ALL = new Receipts(new Coverage.All(), "applied");
    }

    /** What {@code text} asks for; empty if it is none of {@link #EXPECTED}. */
    static Optional<Awaited> parse(String text) {
        return switch (text) {
            case "none" -> Optional.of(new Append());
            case "accepted" -> Optional.of(new Outcome());
            case "applied" -> Optional.of(Receipts.OF_ALL);
            case "quorum" -> Optional.of(new Receipts(new Coverage.Quorum(), text));
            case "zone" -> Optional.of(new Receipts(new Coverage.EachZone(), text));
            default -> counted(text).map(coverage -> new Receipts(coverage, text));
        };
    }

    private static Optional<Coverage> counted(String text) {
        if (INSTANCES.matcher(text).matches()) {
            return Optional.of(new Coverage.AtLeast(Integer.parseInt(text)));
        }
        return text.startsWith(ZONE) && text.length() > ZONE.length()
                ? Optional.of(new Coverage.Zone(text.substring(ZONE.length())))
                : Optional.empty();
    }
}
