package dev.logway.bench.proxy;

/** Whether the proxies write a line for each request. */
public enum AccessLog {
    OFF,
    /** Each to a file of its own. HAProxy, which writes to a log daemon only, takes no part. */
    ON
}
