package dev.logway.edge.client;

/** Takes the requests of an event loop's clients. */
public interface RequestHandler {

    /** A request, whose body is {@linkplain ClientStream#pause held back} at once or comes. */
    void handle(ClientConnection client, AcceptedRequest request, ClientStream stream);

    /** A request that is to be answered {@code cause}'s status and nothing else. */
    void refuse(ClientStream stream, Audience audience, RefusedException cause);
}
