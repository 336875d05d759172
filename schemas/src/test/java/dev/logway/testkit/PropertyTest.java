package dev.logway.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PropertyTest {

    @Test
    void aListThatFailsIsCutDownToWhatMakesItFail() {
        String failure = Thrown.message(
                AssertionError.class,
                () -> Property.forAllLists(
                        100, random -> random.nextInt(10), list -> assertTrue(!list.contains(3) || !list.contains(7))));

        String smallest = failure.substring(failure.indexOf("elements:\n"));
        assertTrue(smallest.equals("elements:\n  3\n  7") || smallest.equals("elements:\n  7\n  3"), smallest);
    }

    @Test
    void theSeedOfAFailureGivesItsInputAgain() {
        String failure = Thrown.message(
                AssertionError.class,
                () -> Property.forAll(random -> random.nextInt(1_000), value -> assertTrue(value < 500)));

        Matcher seed = Pattern.compile("-Dlogway\\.seed=(-?\\d+)").matcher(failure);
        assertTrue(seed.find(), failure);
        int again = new SplittableRandom(Long.parseLong(seed.group(1))).nextInt(1_000);
        assertTrue(failure.endsWith("\n  " + again), failure);
    }

    @Test
    void theCauseIsTheFailureOfTheSmallestList() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> Property.forAllLists(
                        50,
                        random -> random.nextInt(10),
                        list -> assertEquals(List.of(), list, "size " + list.size())));

        assertTrue(String.valueOf(failure.getCause()).contains("size 1 ==>"), failure.toString());
    }

    @Test
    void aClaimThatHoldsIsSilent() {
        Property.forAllLists(10, random -> random.nextInt(), list -> assertTrue(list.size() <= 10));
    }
}
