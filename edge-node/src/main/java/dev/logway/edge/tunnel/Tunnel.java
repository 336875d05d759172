package dev.logway.edge.tunnel;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import org.jspecify.annotations.Nullable;

/*
 * An end may close its sending side and go on reading (a half-close); that is passed on, behind the bytes before it. TLS
 * has no half-close that both sides could rely on, so an end with TLS is closed instead. A reset is passed on as a reset,
 * because only that tells the other end that something is missing.
 */
/**
 * A WebSocket between a client and an upstream: bytes both ways, each as fast as the slower end takes them. Confined to
 * the event loop of both channels.
 */
public final class Tunnel {
    private final TunnelEnd client;
    private final TunnelEnd upstream;
    private final Runnable whenOver;
    private long activeNanos;
    private boolean over;

    /**
     * @param maxMessageBytes of one message; beyond it the WebSocket is closed with 1009; 0 if frames are not looked at
     * @param whenOver runs once both ends are closed or closing
     */
    public Tunnel(long maxMessageBytes, Runnable whenOver, long nowNanos) {
        this.whenOver = whenOver;
        this.activeNanos = nowNanos;
        this.client = new TunnelEnd(this, meter(FrameMeter.Sender.CLIENT, maxMessageBytes));
        this.upstream = new TunnelEnd(this, meter(FrameMeter.Sender.UPSTREAM, maxMessageBytes));
    }

    private static @Nullable FrameMeter meter(FrameMeter.Sender sender, long maxMessageBytes) {
        return maxMessageBytes == 0 ? null : new FrameMeter(sender, maxMessageBytes);
    }

    /** The client's end, to be put into its pipeline in place of what decodes HTTP. */
    public TunnelEnd client() {
        return client;
    }

    /** The upstream's end, to be put into its pipeline behind whatever is left of HTTP. */
    public TunnelEnd upstream() {
        return upstream;
    }

    /** Starts reading, once both ends are in their pipelines. */
    public void open() {
        client.open();
        upstream.open();
    }

    /** Bytes that came from the client. */
    public long fromClient() {
        return client.received();
    }

    /** Bytes that came from the upstream. */
    public long fromUpstream() {
        return upstream.received();
    }

    /** Whether one end has said that it sends no more, or may send no more, so that only last bytes are waited for. */
    public boolean isHalfClosed() {
        return client.isEnded() || upstream.isEnded() || client.isUnheard();
    }

    /** Whether nothing came from either end for {@code nanos}. */
    public boolean isIdleFor(long nanos, long nowNanos) {
        return nowNanos - activeNanos >= nanos;
    }

    /** Closes both ends once what came before is sent. */
    public void close() {
        client.closeGently();
        upstream.closeGently();
        end();
    }

    TunnelEnd other(TunnelEnd end) {
        return end == client ? upstream : client;
    }

    void active() {
        activeNanos = System.nanoTime();
    }

    /** {@code end} sends no more. */
    void ended(TunnelEnd end) {
        if (other(end).isEnded()) {
            close();
        } else {
            other(end).sendNoMore();
        }
    }

    /** One end sent what may not be passed on: both are told, each if it is between two frames, and hear no more. */
    void refuse(WebSocketCloseStatus status) {
        if (upstream.isBetweenFrames()) {
            client.send(CloseFrame.toClient(status));
        }
        if (client.isBetweenFrames()) {
            upstream.send(CloseFrame.toUpstream(status));
        }
        client.hearNoMore();
        upstream.hearNoMore();
        client.sendNoMore();
        upstream.sendNoMore();
    }

    /** {@code end} is gone. */
    void closed(TunnelEnd end) {
        if (end.isBroken()) {
            other(end).reset();
        } else {
            other(end).closeGently();
        }
        end();
    }

    private void end() {
        if (!over) {
            over = true;
            whenOver.run();
        }
    }
}
