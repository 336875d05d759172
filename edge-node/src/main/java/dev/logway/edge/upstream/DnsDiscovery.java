package dev.logway.edge.upstream;

import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.NodeSource;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows services in the DNS on a thread of its own: looks a name up, and again when the shortest time to live of the
 * answer is over. The thread and the resolver are made when the first service is followed. Nothing is cached beyond the answers' time.
 */
public final class DnsDiscovery implements Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(DnsDiscovery.class);
    private static final long QUERY_MILLIS = 2_000;

    private final List<InetSocketAddress> servers;
    private @Nullable MultiThreadIoEventLoopGroup group;
    private @Nullable DnsLookup lookup;

    /** @param servers asked one after the other; none for the system's */
    public DnsDiscovery(List<InetSocketAddress> servers) {
        this.servers = List.copyOf(servers);
    }

    /** Called on the thread that applies changes, as {@link #close} is after it ended. */
    @Override
    public Watch watch(NodeSource.Dns service, Consumer<List<Node>> nodes) {
        if (group == null || lookup == null) {
            group = new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("logway-dns", true), NioIoHandler.newFactory());
            lookup = new DnsLookup(resolver((EventLoop) group.next()));
        }
        var watch = new DnsWatch(service, lookup, group.next(), nodes);
        watch.start();
        return watch;
    }

    @Override
    public void close() {
        if (group != null) {
            Future<?> ending = group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            LOG.debug("The DNS is not asked any more: {}", ending);
        }
    }

    private DnsNameResolver resolver(EventLoop loop) {
        DnsServerAddressStreamProvider from = servers.isEmpty()
                ? DnsServerAddressStreamProviders.platformDefault()
                : new SequentialDnsServerAddressStreamProvider(servers);
        return new DnsNameResolverBuilder(loop)
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(QUERY_MILLIS)
                .nameServerProvider(from)
                .build();
    }
}
