package dev.logway.routing;

/** A condition on a request, ready to be asked on an event loop. Immutable. */
@FunctionalInterface
interface RequestTest {
    /** What holds of every request. */
    RequestTest ALWAYS = _ -> true;

    boolean holds(RouteRequest request);
}
