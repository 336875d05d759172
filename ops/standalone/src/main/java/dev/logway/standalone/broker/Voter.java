package dev.logway.standalone.broker;

import java.util.regex.Pattern;

/**
 * A node that votes in the KRaft quorum, written {@code id@host:port}.
 *
 * @param id the node's id; at least 0
 * @param host where its controller listens
 * @param port the controller's port; 0 stands for one picked at start
 */
record Voter(int id, String host, int port) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})@([^@\\s]+):(\\d{1,5})");

    Voter {
        if (id < 0) {
            throw new IllegalArgumentException("voter id: " + id + " (expected: >= 0)");
        }
        Ports.requirePort("voter port", port);
    }

    /** @throws IllegalArgumentException if {@code text} does not have the form {@code id@host:port} */
    static Voter parse(String text) {
        var matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("voter: " + text + " (expected: id@host:port)");
        }
        return new Voter(Integer.parseInt(matcher.group(1)), matcher.group(2), Integer.parseInt(matcher.group(3)));
    }

    Voter withPort(int newPort) {
        return new Voter(id, host, newPort);
    }

    @Override
    public String toString() {
        return id + "@" + host + ":" + port;
    }
}
