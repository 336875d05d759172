package dev.logway.wire;

import static java.util.Collections.nCopies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.testkit.Expressions;
import dev.logway.testkit.Property;
import dev.logway.testkit.Thrown;
import dev.logway.wire.avro.ComparisonRecord;
import dev.logway.wire.avro.JunctionRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionMappingTest {
    private static final ComparisonRecord SOME = new ComparisonRecord("uri", "==", List.of("/"));

    @Test
    void anExpressionReadsBackFromItsRecords() {
        Property.forAll(
                Expressions::any,
                expression ->
                        assertEquals(expression, ExpressionMapping.toDomain(ExpressionMapping.toAvro(expression))));
    }

    @Test
    void recordsThatAreNoExpressionAreRefused() {
        refused("(expected: one expression)", List.of(SOME, SOME));
        refused("as many operands as the operator says", List.of(new JunctionRecord("OR", 2), SOME));
        refused("at least 2 for OR", List.of(new JunctionRecord("OR", -1)));
        refused("AND, OR, !AND, !OR or !", List.of(new JunctionRecord("XOR", 2), SOME, SOME));
        refused("a comparison behind !", List.of(new JunctionRecord("!", 1), new JunctionRecord("!", 1), SOME));
        refused("an operator: ==", List.of(new ComparisonRecord("uri", "=", List.of("/"))));
    }

    @Test
    void recordsDoNotDecideHowDeepTheStackGoes() {
        refused("a comparison behind !", List.copyOf(nCopies(1_000_000, new JunctionRecord("!", 1))));
        refused("at most 8 levels", List.copyOf(nCopies(1_000_000, new JunctionRecord("OR", 2))));
    }

    private static void refused(String message, List<Object> records) {
        String refusal = Thrown.message(IllegalArgumentException.class, () -> ExpressionMapping.toDomain(records));
        assertTrue(refusal.contains(message), refusal);
    }
}
