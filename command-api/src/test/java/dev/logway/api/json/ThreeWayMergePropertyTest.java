package dev.logway.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.testkit.Property;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThreeWayMergePropertyTest {
    private static final int MAX_DEPTH = 2;

    private record Three(ObjectNode from, ObjectNode to, ObjectNode now) {}

    /** The same, leaf by leaf. */
    private record Model(Map<String, JsonNode> leaves, SortedSet<String> conflicts) {
        static Model of(Three three) {
            Map<String, JsonNode> from = Leaves.of(three.from);
            Map<String, JsonNode> to = Leaves.of(three.to);
            Map<String, JsonNode> now = Leaves.of(three.now);
            var leaves = new TreeMap<>(now);
            var conflicts = new TreeSet<String>();
            var all = new TreeSet<>(from.keySet());
            all.addAll(to.keySet());
            for (String pointer : all) {
                JsonNode old = from.get(pointer);
                JsonNode wanted = to.get(pointer);
                JsonNode found = now.get(pointer);
                if (!Objects.equals(old, wanted)) {
                    if (!Objects.equals(found, old) && !Objects.equals(found, wanted)) {
                        conflicts.add(pointer);
                    }
                    leaves.remove(pointer);
                    if (wanted != null) {
                        leaves.put(pointer, wanted);
                    }
                }
            }
            return new Model(leaves, conflicts);
        }
    }

    @Test
    void itIsWhatALookAtEveryLeafGives() {
        Property.forAll(ThreeWayMergePropertyTest::any, three -> {
            var merged = ThreeWayMerge.merge(three.from, three.to, three.now);
            var model = Model.of(three);
            assertEquals(model.leaves, Leaves.of(merged.document()));
            assertEquals(
                    model.conflicts,
                    merged.conflicts().stream()
                            .map(ThreeWayMerge.Conflict::pointer)
                            .collect(Collectors.toCollection(TreeSet::new)));
        });
    }

    @Test
    void withoutLaterChangesItIsTheOtherDocument() {
        Property.forAll(ThreeWayMergePropertyTest::any, three -> {
            var merged = ThreeWayMerge.merge(three.from, three.to, three.from);
            assertEquals(three.to, merged.document());
            assertTrue(merged.conflicts().isEmpty());
        });
    }

    @Test
    void whatIsThereAlreadyStays() {
        Property.forAll(ThreeWayMergePropertyTest::any, three -> {
            var merged = ThreeWayMerge.merge(three.from, three.to, three.to);
            assertEquals(three.to, merged.document());
            assertTrue(merged.conflicts().isEmpty());
        });
    }

    @Test
    void arraysAreTakenWhole() {
        var merged = ThreeWayMerge.merge(json("{'a':[1,2]}"), json("{'a':[1]}"), json("{'a':[1,2,3]}"));
        assertEquals(
                List.of("/a"),
                merged.conflicts().stream().map(ThreeWayMerge.Conflict::pointer).toList());
        assertEquals(json("{'a':[1]}"), merged.document());
    }

    @Test
    void aPartOfAnotherShapeIsAConflictAsAWhole() {
        var merged = ThreeWayMerge.merge(json("{'a':{'b':1}}"), json("{'a':{'b':2}}"), json("{'a':7}"));
        assertEquals("/a", merged.conflicts().getFirst().pointer());
        assertEquals(json("{'a':{'b':2}}"), merged.document());
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** A few fields with a few values, so that the three have much in common. */
    private static Three any(RandomGenerator random) {
        return new Three(anyObject(random, 0), anyObject(random, 0), anyObject(random, 0));
    }

    private static ObjectNode anyObject(RandomGenerator random, int depth) {
        ObjectNode object = Json.object();
        Stream.of("a", "b/c").filter(_ -> random.nextInt(3) > 0).forEach(name -> object.put(name, random.nextInt(2)));
        if (depth < MAX_DEPTH) {
            for (String name : List.of("x", "y~")) {
                ObjectNode inner = anyObject(random, depth + 1);
                if (!inner.isEmpty()) {
                    object.set(name, inner);
                }
            }
        }
        return object;
    }
}
