package dev.logway.verify.fault.load;

import dev.logway.verify.fault.cluster.Steady;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** A change as it is asked for, again and again under the same key until there is an answer. */
record Change(String method, String path, String body, String idempotencyKey) {
    private static final int ROUTES = 200;

    /** Puts a route, now and then deletes one, or puts three at once. */
    static Change any(RandomGenerator random, String content) {
        String key = new UUID(random.nextLong(), random.nextLong()).toString();
        int draw = random.nextInt(100);
        if (draw < 10) {
            return new Change("DELETE", Steady.GROUP + "/routes/" + route(random), "", key);
        }
        if (draw < 20) {
            String changes = "";
            int first = random.nextInt(ROUTES - 3);
            for (int i = first; i < first + 3; i++) {
                changes += (changes.isEmpty() ? "" : ", ")
                        + "{\"op\": \"put\", \"kind\": \"routes\", \"id\": \"w" + i + "\", \"value\": "
                        + document(content, i)
                        + "}";
            }
            return new Change("POST", Steady.GROUP + "/changesets", "{\"changes\": [" + changes + "]}", key);
        }
        return new Change(
                "PUT", Steady.GROUP + "/routes/" + route(random), document(content, random.nextInt(ROUTES)), key);
    }

    private static String route(RandomGenerator random) {
        return "w" + random.nextInt(ROUTES);
    }

    private static String document(String content, int number) {
        return "{\"uri\": \"/changing/" + number + "/" + content + "\", \"upstream_id\": \"both\"}";
    }
}
