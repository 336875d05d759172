package dev.logway.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonReportTest {
    @Test
    void figuresAndTargetsStandUnderTheirColumns() {
        var json = new JsonObject(JsonReport.of(Reports.with(Reports.table())));
        JsonObject table = json.getJsonArray("tables").getJsonObject(0);
        JsonObject answered = table.getJsonArray("rows").getJsonObject(0);
        JsonObject served = table.getJsonArray("rows").getJsonObject(1);
        assertEquals("propagation", json.getString("bench"));
        assertEquals("Z80", json.getJsonObject("machine").getString("CPU"));
        assertEquals("ms", table.getJsonObject("units").getString("p50"));
        assertEquals(12.345, answered.getJsonObject("figures").getDouble("p50"));
        assertTrue(answered.getJsonObject("targets").getJsonObject("p50").getBoolean("met"));
        assertFalse(served.getJsonObject("targets").getJsonObject("p50").getBoolean("met"));
        assertNull(served.getJsonObject("figures").getValue("seen"));
    }

    @Test
    void figuresThatJsonCannotSayAreText() {
        var table = new Table("t", "s", List.of(Column.ratio("r")), List.of(Row.of("x", Cell.of(1.0 / 0))));
        var json = new JsonObject(JsonReport.of(Reports.with(table)));
        assertEquals(
                "Infinity",
                json.getJsonArray("tables")
                        .getJsonObject(0)
                        .getJsonArray("rows")
                        .getJsonObject(0)
                        .getJsonObject("figures")
                        .getString("r"));
    }
}
