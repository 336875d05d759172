package dev.logway.verify.fault.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** One connection through the relay. */
final class Pipe {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Link link;
    private final Socket caller;
    private final Socket callee = new Socket();
    private final Function<Link, Condition> conditions;

    Pipe(Link link, Socket caller, Function<Link, Condition> conditions) {
        this.link = link;
        this.caller = caller;
        this.conditions = conditions;
    }

    Link link() {
        return link;
    }

    /** Carries bytes both ways until both sides have ended, or one is broken. */
    void run(int port, Executor executor) {
        try {
            pass();
            callee.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            caller.setTcpNoDelay(true);
            callee.setTcpNoDelay(true);
            var back = new FutureTask<Void>(() -> copy(callee, caller), null);
            executor.execute(back);
            copy(caller, callee);
            back.get();
        } catch (IOException | ExecutionException e) {
            reset();
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reset();
    }

    /** Ends the connection so that both sides hear of it at once. */
    void reset() {
        reset(caller);
        reset(callee);
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                pass();
                out.write(buffer, 0, read);
            }
            pass();
            to.shutdownOutput();
        } catch (IOException e) {
            reset();
        }
    }

    /** Returns when something may go through, and late if all is late. */
    private void pass() throws IOException {
        while (conditions.apply(link) == Condition.SILENT && !caller.isClosed()) {
            LockSupport.parkNanos(STEP_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("the relay ends");
            }
        }
        switch (conditions.apply(link)) {
            case CUT -> throw new IOException("the link is cut");
            case SLOW -> LockSupport.parkNanos(LATE_NANOS);
            case OPEN, SILENT -> {}
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
        try {
            socket.close();
        } catch (IOException e) {
            // closed all the same
        }
    }
}
