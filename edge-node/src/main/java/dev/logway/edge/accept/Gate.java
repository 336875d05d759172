package dev.logway.edge.accept;

import java.net.InetAddress;

/** Decides on the connections to one port. Called on the thread that accepts. */
public interface Gate {

    /** Whether a connection from {@code address} is let in; if so, {@link #leave} follows once it is closed. */
    boolean admit(InetAddress address);

    void leave(InetAddress address);
}
