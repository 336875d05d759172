package dev.logway.bench.load;

import java.util.List;

/** The same requests over and over, in their order. Confined to one thread. */
public final class Asks implements RequestSource {
    private final List<byte[]> requests;
    private int next;

    public Asks(List<Ask> asks) {
        requests = asks.stream().map(Ask::bytes).toList();
    }

    @Override
    public byte[] next() {
        byte[] request = requests.get(next);
        next = next + 1 == requests.size() ? 0 : next + 1;
        return request;
    }
}
