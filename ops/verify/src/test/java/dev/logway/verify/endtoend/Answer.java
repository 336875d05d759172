package dev.logway.verify.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;

/** An HTTP answer, as a test asks about it. */
record Answer(HttpResponse<String> response) {
    private static final ObjectMapper JSON = new ObjectMapper();

    int status() {
        return response.statusCode();
    }

    String text() {
        return response.body();
    }

    JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + response.body(), e);
        }
    }

    String code() {
        return json().path("code").asText();
    }

    /** The header, or {@code ""}. */
    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    long revision() {
        return Long.parseLong(header("Logway-Revision"));
    }

    @Override
    public String toString() {
        return status() + " " + text();
    }
}
