package dev.logway.domain.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.ResourceKey;
import dev.logway.testkit.Commands;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencePropertyTest {
    @Test
    void whatDiffersIsWhatLeadsFromOneImageToTheOther() {
        Property.forAllLists(30, random -> Commands.anyIn(random, Commands.SCOPE), commands -> {
            ConfigLog log = ConfigLog.of(commands);
            long newest = log.image().revision();
            for (long from = 0; from <= newest; from += 2) {
                for (long to = 0; to <= newest; to += 3) {
                    check(log.image(from), log.image(to));
                }
            }
        });
    }

    private static void check(ScopeImage from, ScopeImage to) {
        List<Difference> all = Difference.between(from, to, null, Integer.MAX_VALUE);
        var changes = new ArrayList<EntryChange>();
        for (Difference difference : all) {
            assertEquals(from.get(difference.key()).orElse(null), difference.before());
            changes.add(
                    difference.after() == null
                            ? new EntryChange.Remove(difference.key())
                            : new EntryChange.Put(difference.after()));
        }
        assertEquals(
                to.asDelta().changes(),
                from.apply(ScopeDelta.of(from.revision(), from.revision(), changes))
                        .asDelta()
                        .changes());
        var paged = new ArrayList<Difference>();
        ResourceKey last = null;
        List<Difference> page = Difference.between(from, to, last, 2);
        while (!page.isEmpty()) {
            assertTrue(page.size() <= 2);
            paged.addAll(page);
            last = page.getLast().key();
            page = Difference.between(from, to, last, 2);
        }
        assertEquals(all, paged);
    }
}
