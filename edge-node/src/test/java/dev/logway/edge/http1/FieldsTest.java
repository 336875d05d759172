package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private static final List<String> NAMES = List.of("a", "A", "b", "Content-Type", "content-type", "X-Y");

    @Test
    void behavesAsTheFieldsOfVertx() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            MultiMap model = MultiMap.caseInsensitiveMultiMap();
            var fields = new Fields();
            for (int step = 0; step < 60; step++) {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                String value = Integer.toString(random.nextInt(3));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        model.set(name, value);
                        fields.set(name, value);
                    }
                    case 1 -> {
                        model.remove(name);
                        fields.remove(name);
                    }
                    default -> {
                        model.add(name, value);
                        fields.add(name, value);
                    }
                }
                assertSame(model, fields, seed);
            }
        }
    }

    private static void assertSame(MultiMap model, Fields fields, int seed) {
        assertEquals(model.size(), fields.size(), "seed " + seed);
        assertEquals(model.names().size(), fields.names().size(), "seed " + seed);
        for (String name : NAMES) {
            assertEquals(model.getAll(name), fields.getAll(name), "seed " + seed);
            assertEquals(model.get(name), fields.get(name), "seed " + seed);
            assertEquals(model.contains(name), fields.contains(name), "seed " + seed);
            assertEquals(model.contains(name, "1", false), fields.contains(name, "1", false), "seed " + seed);
        }
    }

    @Test
    void nothingThatBreaksALineComesIn() {
        var fields = new Fields();
        assertThrows(IllegalArgumentException.class, () -> fields.add("a", "1\r\nb: 2"));
        assertThrows(IllegalArgumentException.class, () -> fields.set("a", "1\0"));
        assertThrows(IllegalArgumentException.class, () -> fields.add("a b", "1"));
        assertThrows(IllegalArgumentException.class, () -> fields.add("", "1"));
        assertNull(fields.get("a"));
    }

    @Test
    void aHeadIsWrittenAsItReads() {
        var fields = new Fields();
        fields.add("Host", "a").add("Name", "caf\u00e9 \u20ac");
        ByteBuf out = Unpooled.buffer();
        new HeadWriter(new Scratch()).request(out, "GET", "/\u00fc", fields);
        assertEquals("GET /\u00fc HTTP/1.1\r\nHost: a\r\nName: caf\u00e9 \u20ac\r\n\r\n", out.toString(UTF_8));
        ByteBuf answer = Unpooled.buffer();
        new HeadWriter(new Scratch()).response(answer, 404, "Not Found", new Fields());
        assertEquals("HTTP/1.1 404 Not Found\r\n\r\n", answer.toString(UTF_8));
    }

    @Test
    void longTextsAreWritten() {
        var fields = new Fields();
        fields.add("A", "x".repeat(5_000));
        ByteBuf out = Unpooled.buffer();
        new HeadWriter(new Scratch()).fields(out, fields);
        assertEquals("A: " + "x".repeat(5_000) + "\r\n", out.toString(UTF_8));
    }
}
