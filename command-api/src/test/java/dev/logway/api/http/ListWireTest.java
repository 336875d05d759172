package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListWireTest {
    private static final String UPSTREAMS = "/v1/groups/default/upstreams";

    private final Api api = new Api();

    @BeforeEach
    void make() {
        api.put("/v1/groups/default", "{'labels':{'env':'prod'}}").is(201);
        api.put("/v1/groups/blue", "{'labels':{'env':'test'}}").is(201);
        for (int i = 0; i < 5; i++) {
            api.put(
                            UPSTREAMS + "/u" + i,
                            "{'name':'orders " + i + "','labels':{'team':'" + (i % 2 == 0 ? "a" : "b")
                                    + "','x:y':'z'},'nodes':{'a:1':1}}")
                    .is(201);
        }
    }

    @AfterEach
    void close() {
        api.close();
    }

    private List<String> ids(String path) {
        var ids = new ArrayList<String>();
        JsonNode body = api.get(path).is(200).json();
        body.path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    @Test
    void everythingIsListedById() {
        assertEquals(List.of("u0", "u1", "u2", "u3", "u4"), ids(UPSTREAMS));
        assertEquals(List.of(), ids("/v1/groups/default/routes"));
        var reply = api.get(UPSTREAMS);
        assertTrue(reply.json().path("next").isNull());
        assertEquals("6", reply.header("Logway-Revision"));
        assertEquals("tester", reply.at("/items/0/meta/updated_by"));
    }

    @Test
    void pagesFollowOneAnotherWithoutGaps() {
        var seen = new ArrayList<String>();
        String path = UPSTREAMS + "?limit=2";
        int pages = 0;
        while (true) {
            JsonNode body = api.get(path).is(200).json();
            body.path("items").forEach(item -> seen.add(item.path("id").asText()));
            pages++;
            if (body.path("next").isNull()) {
                break;
            }
            path = UPSTREAMS + "?limit=2&cursor=" + body.path("next").asText();
        }
        assertEquals(List.of("u0", "u1", "u2", "u3", "u4"), seen);
        assertEquals(3, pages);
        assertTrue(api.get(UPSTREAMS + "?limit=5").json().path("next").isNull());
    }

    @Test
    void filtersChoose() {
        assertEquals(List.of("u0", "u2", "u4"), ids(UPSTREAMS + "?label=team:a"));
        assertEquals(List.of("u1", "u3"), ids(UPSTREAMS + "?label=team:b&label=x:y:z"));
        assertEquals(List.of(), ids(UPSTREAMS + "?label=team:a&label=team:b"));
        assertEquals(List.of("u3"), ids(UPSTREAMS + "?name=ers%203"));
        assertEquals(List.of("u0", "u2"), ids(UPSTREAMS + "?label=team:a&limit=2"));
        assertTrue(!api.get(UPSTREAMS + "?label=team:a&limit=2")
                .json()
                .path("next")
                .isNull());
    }

    @Test
    void groupsAreListed() {
        assertEquals(List.of("blue", "default"), ids("/v1/groups"));
        assertEquals(List.of("default"), ids("/v1/groups?label=env:prod"));
        assertEquals(List.of("blue"), ids("/v1/groups?name=lu"));
        JsonNode page = api.get("/v1/groups?limit=1").json();
        assertEquals(
                List.of("default"), ids("/v1/groups?cursor=" + page.path("next").asText()));
        api.delete("/v1/groups/blue").is(200);
        assertEquals(List.of("default"), ids("/v1/groups"));
    }
}
