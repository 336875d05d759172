package dev.logway.edge.upstream;

import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.NodeSource;
import dev.logway.domain.resource.Scheme;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Looks services up in the DNS, each once: A records, or AAAA where there are none, or SRV (RFC 2782) and the
 * addresses of its targets. A lower SRV priority is a higher one of ours.
 */
final class DnsLookup {
    private static final Comparator<Node> ORDER = Comparator.comparingInt(Node::priority)
            .reversed()
            .thenComparing(Node::host)
            .thenComparingInt(Node::port);
    private static final int UNPRIVILEGED_WEIGHT = 10;

    private final DnsNameResolver resolver;

    /**
     * What was found.
     *
     * @param nodes in an order that does not depend on the server's, none twice
     * @param ttlSeconds of the record that goes first
     */
    record Answer(List<Node> nodes, long ttlSeconds) {}

    /** What one name has of one type, read from its records. */
    private record Records<T>(List<T> values, long ttlSeconds) {}

    /** A target of an SRV record. */
    private record Target(String host, int port, int weight, int priority) {}

    DnsLookup(DnsNameResolver resolver) {
        this.resolver = resolver;
    }

    /** The nodes of {@code service}; fails if a name is unknown or no server answers. */
    CompletableFuture<Answer> nodes(NodeSource.Dns service) {
        return service.isSrv()
                ? ofSrv(service.host())
                : ofAddresses(service.host(), service.port(Scheme.HTTP.defaultPort()));
    }

    private CompletableFuture<Answer> ofAddresses(String host, int port) {
        return addresses(host)
                .thenApply(found -> answer(
                        found.values().stream()
                                .map(address -> new Node(address, port, 1))
                                .toList(),
                        found.ttlSeconds()));
    }

    private CompletableFuture<Answer> ofSrv(String name) {
        return records(name, DnsRecordType.SRV, DnsLookup::target).thenCompose(found -> {
            List<Target> targets = found.values().stream()
                    .filter(target -> !target.host().isEmpty())
                    .toList();
            boolean someWeigh = targets.stream().anyMatch(target -> target.weight() > 0);
            var nodes = CompletableFuture.completedFuture(new Answer(List.of(), found.ttlSeconds()));
            for (Target target : targets) {
                nodes = nodes.thenCombine(addresses(target.host()), (all, addresses) -> {
                    var more = new ArrayList<>(all.nodes());
                    for (String address : addresses.values()) {
                        more.add(new Node(address, target.port(), weight(target, someWeigh), -target.priority()));
                    }
                    return new Answer(more, Math.min(all.ttlSeconds(), addresses.ttlSeconds()));
                });
            }
            return nodes.thenApply(all -> answer(all.nodes(), all.ttlSeconds()));
        });
    }

    /** Weight 0 has a very small chance beside others, and the same as all where none has another. */
    private static int weight(Target target, boolean someWeigh) {
        return someWeigh ? Math.max(1, target.weight() * UNPRIVILEGED_WEIGHT) : 1;
    }

    private static Answer answer(List<Node> found, long ttlSeconds) {
        var nodes = new ArrayList<Node>();
        found.stream().sorted(ORDER).forEach(node -> {
            boolean there =
                    nodes.stream().anyMatch(each -> each.host().equals(node.host()) && each.port() == node.port());
            if (!there && nodes.size() < NodeSource.MAX_NODES) {
                nodes.add(node);
            }
        });
        return new Answer(List.copyOf(nodes), ttlSeconds);
    }

    private CompletableFuture<Records<String>> addresses(String host) {
        if (NetUtil.isValidIpV4Address(host)) {
            return CompletableFuture.completedFuture(new Records<>(List.of(host), Long.MAX_VALUE));
        }
        return records(host, DnsRecordType.A, DnsLookup::address)
                .exceptionallyCompose(_ -> records(host, DnsRecordType.AAAA, DnsLookup::address));
    }

    private <T> CompletableFuture<Records<T>> records(String name, DnsRecordType type, Function<ByteBuf, T> reading) {
        var result = new CompletableFuture<Records<T>>();
        String absolute = name.endsWith(".") ? name : name + ".";
        resolver.resolveAll(new DefaultDnsQuestion(absolute, type)).addListener(done -> {
            if (!done.isSuccess()) {
                result.completeExceptionally(done.cause());
                return;
            }
            @SuppressWarnings("unchecked")
            var records = (List<DnsRecord>) done.getNow();
            try {
                result.complete(read(records, reading));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            } finally {
                records.forEach(ReferenceCountUtil::release);
            }
        });
        return result;
    }

    private static <T> Records<T> read(List<DnsRecord> records, Function<ByteBuf, T> reading) {
        var values = new ArrayList<T>();
        long ttl = Long.MAX_VALUE;
        for (DnsRecord record : records) {
            if (record instanceof DnsRawRecord raw) {
                values.add(reading.apply(raw.content()));
                ttl = Math.min(ttl, record.timeToLive());
            }
        }
        if (values.isEmpty()) {
            throw new IllegalStateException("the answer has no records");
        }
        return new Records<>(values, ttl);
    }

    private static String address(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), bytes);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    private static Target target(ByteBuf content) {
        int priority = content.readUnsignedShort();
        int weight = content.readUnsignedShort();
        int port = content.readUnsignedShort();
        String name = DefaultDnsRecordDecoder.decodeName(content);
        return new Target(name.equals(".") ? "" : name, port, weight, priority);
    }
}
