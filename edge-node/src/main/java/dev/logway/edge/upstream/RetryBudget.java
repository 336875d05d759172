package dev.logway.edge.upstream;

/**
 * How many requests may be sent a second time: one for every five first ones, so that retries never add more than 20 % of
 * load to nodes that are in trouble. What is not spent is kept, up to {@value #MAX_RETRIES} retries. Confined to one event loop.
 */
final class RetryBudget {
    private static final int REQUESTS_PER_RETRY = 5;
    private static final int FIRST_RETRIES = 10;
    private static final int MAX_RETRIES = 1_000;

    /** In requests. */
    private int balance = FIRST_RETRIES * REQUESTS_PER_RETRY;

    /** A request came. */
    void deposit() {
        if (balance < MAX_RETRIES * REQUESTS_PER_RETRY) {
            balance++;
        }
    }

    /** Takes one retry; false if there is none left. */
    boolean withdraw() {
        if (balance < REQUESTS_PER_RETRY) {
            return false;
        }
        balance -= REQUESTS_PER_RETRY;
        return true;
    }
}
