package dev.logway.edge.support;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A gRPC service of texts, in each of the four shapes, and its server. */
public final class GrpcPeer implements AutoCloseable {
    /** One text in, the same out; {@code fail} fails with a status of its own, {@code hang} is never answered. */
    public static final MethodDescriptor<String, String> ECHO = method("Echo", MethodType.UNARY);

    /** Many texts in, all of them joined out. */
    public static final MethodDescriptor<String, String> JOIN = method("Join", MethodType.CLIENT_STREAMING);

    /** A number in, so many texts out. */
    public static final MethodDescriptor<String, String> COUNT = method("Count", MethodType.SERVER_STREAMING);

    /** Texts in, and each out again at once. */
    public static final MethodDescriptor<String, String> TALK = method("Talk", MethodType.BIDI_STREAMING);

    private final Server server;
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);

    /** Serves what {@code builder} listens for. */
    public GrpcPeer(ServerBuilder<?> builder) throws IOException {
        server = builder.addService(ServerServiceDefinition.builder("test.Texts")
                        .addMethod(ECHO, ServerCalls.asyncUnaryCall(this::echo))
                        .addMethod(JOIN, ServerCalls.asyncClientStreamingCall(GrpcPeer::join))
                        .addMethod(COUNT, ServerCalls.asyncServerStreamingCall(GrpcPeer::count))
                        .addMethod(TALK, ServerCalls.asyncBidiStreamingCall(GrpcPeer::talk))
                        .build())
                .build()
                .start();
    }

    public int port() {
        return server.getPort();
    }

    /** Waits for a call that is never answered. */
    public void awaitHanging() throws InterruptedException {
        await(hanging);
    }

    /** Waits for it to be cancelled. */
    public void awaitCancelled() throws InterruptedException {
        await(cancelled);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not come true");
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private void echo(String text, StreamObserver<String> answer) {
        switch (text) {
            case "fail" ->
                answer.onError(
                        Status.FAILED_PRECONDITION.withDescription("größer").asRuntimeException());
            case "hang" -> {
                ((ServerCallStreamObserver<String>) answer).setOnCancelHandler(cancelled::countDown);
                hanging.countDown();
            }
            default -> {
                answer.onNext(text);
                answer.onCompleted();
            }
        }
    }

    private static StreamObserver<String> join(StreamObserver<String> answer) {
        var texts = new ArrayList<String>();
        return new Receiver(answer) {
            @Override
            public void onNext(String text) {
                texts.add(text);
            }

            @Override
            public void onCompleted() {
                answer.onNext(String.join("+", texts));
                answer.onCompleted();
            }
        };
    }

    private static void count(String number, StreamObserver<String> answer) {
        for (int i = 0; i < Integer.parseInt(number); i++) {
            answer.onNext(Integer.toString(i));
        }
        answer.onCompleted();
    }

    private static StreamObserver<String> talk(StreamObserver<String> answer) {
        return new Receiver(answer) {
            @Override
            public void onNext(String text) {
                answer.onNext(text);
            }

            @Override
            public void onCompleted() {
                answer.onCompleted();
            }
        };
    }

    private abstract static class Receiver implements StreamObserver<String> {
        private final StreamObserver<String> answer;

        Receiver(StreamObserver<String> answer) {
            this.answer = answer;
        }

        @Override
        public void onError(Throwable cause) {
            answer.onError(cause);
        }
    }

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        return MethodDescriptor.<String, String>newBuilder(new Utf8(), new Utf8())
                .setFullMethodName(MethodDescriptor.generateFullMethodName("test.Texts", name))
                .setType(type)
                .build();
    }

    private static final class Utf8 implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
