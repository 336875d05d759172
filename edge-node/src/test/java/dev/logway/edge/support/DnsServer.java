package dev.logway.edge.support;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on a real socket that answers from a table: names it has not do not exist (RFC 1035). */
public final class DnsServer implements AutoCloseable {
    private static final int A = 1;
    private static final int SRV = 33;
    private static final int HEADER = 12;
    private static final int MAX_PACKET = 512;

    private final DatagramSocket socket;
    private final Map<String, List<Data>> zone = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> queries = new ConcurrentHashMap<>();

    private volatile boolean failing;

    /** What a record holds. */
    private record Data(int ttl, byte[] bytes) {}

    public DnsServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Gives {@code name} these IPv4 addresses. */
    public DnsServer addresses(String name, int ttl, String... addresses) {
        zone.put(
                key(name, A),
                List.of(addresses).stream()
                        .map(address ->
                                new Data(ttl, InetAddress.ofLiteral(address).getAddress()))
                        .toList());
        return this;
    }

    /** Gives {@code name} these services, each {@code priority weight port target}. */
    public DnsServer services(String name, int ttl, String... services) {
        zone.put(
                key(name, SRV),
                List.of(services).stream()
                        .map(each -> new Data(ttl, service(each)))
                        .toList());
        return this;
    }

    /** Answers everything with a failure of its own, or not any more. */
    public void failing(boolean fails) {
        failing = fails;
    }

    /** How many queries for {@code name} came. */
    public int queries(String name) {
        return count(name).get();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var query = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
                socket.receive(query);
                byte[] answer = answer(ByteBuffer.wrap(query.getData(), 0, query.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
            } catch (IOException e) {
                return;
            }
        }
    }

    private byte[] answer(ByteBuffer query) {
        short id = query.getShort(0);
        query.position(HEADER);
        var name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(new String(label, US_ASCII)).append('.');
        }
        int type = query.getShort();
        query.getShort();
        String asked = name.substring(0, name.length() - 1);
        count(asked).incrementAndGet();
        List<Data> found = zone.getOrDefault(key(asked, type), List.of());
        int code = failing ? 2 : found.isEmpty() ? 3 : 0;
        var answer = ByteBuffer.allocate(MAX_PACKET);
        answer.putShort(id).putShort((short) (0x8580 | code)).putShort((short) 1);
        answer.putShort((short) (code == 0 ? found.size() : 0)).putInt(0);
        answer.put(query.flip().position(HEADER));
        if (code == 0) {
            for (Data data : found) {
                answer.putShort((short) (0xc000 | HEADER))
                        .putShort((short) type)
                        .putShort((short) 1);
                answer.putInt(data.ttl()).putShort((short) data.bytes().length).put(data.bytes());
            }
        }
        byte[] bytes = new byte[answer.position()];
        answer.get(0, bytes);
        return bytes;
    }

    private AtomicInteger count(String name) {
        return queries.computeIfAbsent(name, _ -> new AtomicInteger());
    }

    private static byte[] service(String text) {
        String[] words = text.split(" ");
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            int number = Integer.parseInt(words[i]);
            bytes.write(number >> 8);
            bytes.write(number);
        }
        for (String label : words[3].split("\\.")) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    private static String key(String name, int type) {
        return type + " " + name;
    }
}
