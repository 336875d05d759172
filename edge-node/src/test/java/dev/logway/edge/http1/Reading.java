package dev.logway.edge.http1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was understood of the bytes of one connection.
 *
 * @param whole messages, in their order
 * @param part what there is of the message behind them, body apart; null if its head is not whole
 * @param partBody what there is of its body
 * @param refusal why no more was read; null if nothing was wrong
 */
record Reading(
        List<Message> whole,
        @Nullable Message part,
        String partBody,
        @Nullable String refusal) {

    /**
     * One message. Characters are bytes, as in ISO 8859-1.
     *
     * @param first words of its first line
     * @param fields names and values, those that frame the message apart, in their order
     * @param reuse whether the connection may carry another message
     */
    record Message(List<String> first, List<String> fields, String body, List<String> trailers, Reuse reuse) {

        /** Without the blanks at the ends of values, which differ where an empty line was folded into one. */
        Message unfolded() {
            List<String> stripped = fields.stream()
                    .map(line -> line.replaceFirst("^([^:]*): [ \t]+", "$1: ").stripTrailing())
                    .toList();
            return new Message(first, stripped, body, trailers, reuse);
        }
    }

    /** The same with every message unfolded. */
    Reading unfolded() {
        return new Reading(whole.stream().map(Message::unfolded).toList(), part, partBody, refusal);
    }

    /** What becomes of a connection behind a message. */
    enum Reuse {
        GOES_ON,
        ENDS
    }

    /** Puts one message after the other together. */
    static final class Builder {
        private final List<Message> whole = new ArrayList<>();
        private final StringBuilder body = new StringBuilder();
        private @Nullable Message part;
        private @Nullable String refusal;

        void head(List<String> first, List<String> fields, Reuse reuse) {
            part = new Message(first, fields, "", List.of(), reuse);
        }

        void body(String data) {
            body.append(data);
        }

        void end(List<String> trailers) {
            if (part != null) {
                whole.add(new Message(part.first(), part.fields(), body.toString(), trailers, part.reuse()));
            }
            part = null;
            body.setLength(0);
        }

        /** Ends a message behind which the connection speaks another protocol. */
        void switchProtocols() {
            end(List.of());
            refuse("another protocol");
        }

        void refuse(String why) {
            refusal = why;
        }

        boolean isRefused() {
            return refusal != null;
        }

        Reading built() {
            return new Reading(List.copyOf(whole), part, body.toString(), refusal);
        }
    }
}
