package dev.logway.edge.http1;

import dev.logway.testkit.Pick;
import java.util.Locale;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Makes up what one side of a connection sends: messages as RFC 9112 has them, and the same with something wrong. */
final class AnyMessages {
    private static final String TOKEN = "aZ09!#$%&'*+-.^_`|~";
    private static final String VALUE = "aZ09 \t\"(),/:;<=>?@[\\]{}\u0080\u00ff";
    private static final String TARGET = "aZ09-._~:/?#[]@!$&'()*+,;=%{}|\"\\\u0080\u00ff";
    private static final String BODY = "a0\r\n :GETHP/1.\u0000\u00ff";
    private static final String BROKEN = "\r\n \t\u0000\u0001\u000b\u000c\u007f\u0080\u00a0\u00ff:;,+-0x9a\"\\";

    private static final String[] WRONG_LINES = {
        "Content-Length: 5",
        "Content-Length: 5,5",
        "Content-Length: +5",
        "Content-Length: 0x5",
        "Content-Length:",
        "Content-Length: -0",
        "Content-Length: 5 5",
        "Content-Length: 05",
        "content-length:\t5 ",
        "Content-Length: 18446744073709551621",
        "Content-Length: \u00b5",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, gzip",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding:\u000bchunked",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding\u0000: chunked",
        "Transfer-Encoding: identity",
        " Transfer-Encoding: chunked",
        "Transfer-Encoding: Chunked ",
        "Transfer-Encoding:",
        "X: a\r\n b",
        "X:\r\n\tb",
        " X: a",
        "X : a",
        ": a",
        "X",
        "",
        "X: a\rY: b",
        "X: a\nY: b",
        "X\t: a",
        "X: \u0000",
        "\u0000",
        "GET / HTTP/1.1",
        "Connection: close",
        "Connection: a, Keep-Alive",
        "Upgrade: websocket",
        "Trailer: X",
        "Host: b",
    };

    private AnyMessages() {}

    /** A request, whole. */
    static String request(RandomGenerator random) {
        String method = Pick.one(random, "GET", "POST", "OPTIONS", "get", "X-" + text(random, TOKEN, 1, 5));
        String target = Pick.chance(random, 5) ? "*" : "/" + text(random, TARGET, 0, 12);
        String version = Pick.chance(random, 90) ? "HTTP/1.1" : "HTTP/1.0";
        String lines = method + " " + target + " " + version + "\r\n" + fields(random);
        return switch (random.nextInt(3)) {
            case 0 -> lines + "\r\n";
            case 1 -> ofLength(random, lines);
            default -> version.equals("HTTP/1.1") ? inChunks(random, lines) : lines + "\r\n";
        };
    }

    /** An answer whose end can be seen; to a request other than HEAD. */
    static String answer(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> statusLine(random, "HTTP/1.1", Pick.one(random, 100, 103, 204, 304)) + fields(random) + "\r\n";
            case 1 -> inChunks(random, statusLine(random, "HTTP/1.1", anyStatus(random)) + fields(random));
            default ->
                ofLength(
                        random,
                        statusLine(random, Pick.one(random, "HTTP/1.1", "HTTP/1.0"), anyStatus(random))
                                + fields(random));
        };
    }

    /** An answer that takes the liberties left to it: folded lines, blanks before a colon, lines that end with a line feed alone. */
    static String liberalAnswer(RandomGenerator random) {
        String answer = answer(random);
        int head = answer.indexOf("\r\n\r\n") + 4;
        String lines = answer.substring(0, head);
        if (random.nextBoolean()) {
            lines = lines.replaceFirst("\r\n\r\n", "\r\nGap" + Pick.one(random, " ", "\t", " \t ") + ": a\r\n\r\n");
        }
        if (random.nextBoolean()) {
            lines = lines.replaceFirst("\r\n\r\n", "\r\nFolded: " + text(random, VALUE, 0, 4) + "\r\n\t b\r\n\r\n");
        }
        return (random.nextBoolean() ? lines.replace("\r\n", "\n") : lines) + answer.substring(head);
    }

    /** A head alone, as it answers a HEAD, whatever it says of a body. */
    static String bodiless(RandomGenerator random) {
        String framing = Pick.one(random, "", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n");
        return statusLine(random, "HTTP/1.1", anyStatus(random)) + fields(random) + framing + "\r\n";
    }

    /** An answer that ends with its connection. */
    static String untilTheEnd(RandomGenerator random) {
        return statusLine(random, "HTTP/1.1", anyStatus(random)) + fields(random) + "\r\n" + text(random, BODY, 0, 40);
    }

    /** With one line more among those of its head. */
    static String withWrongLine(RandomGenerator random, String message) {
        int lineEnd = message.indexOf("\r\n");
        return lineEnd < 0
                ? message
                : message.substring(0, lineEnd + 2) + Pick.one(random, WRONG_LINES) + message.substring(lineEnd);
    }

    /** With a few bytes changed, lost, doubled or put in. */
    static String mutated(RandomGenerator random, String message) {
        var text = new StringBuilder(message);
        for (int i = random.nextInt(1, 4); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(1, 6));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, BROKEN.charAt(random.nextInt(BROKEN.length())));
                case 1 -> text.insert(at, text(random, BROKEN, 1, 2));
                case 2 -> text.delete(at, to);
                default -> text.insert(at, text.substring(at, to));
            }
        }
        return text.toString();
    }

    /** {@code least} to {@code most} messages after each other. */
    static String several(RandomGenerator random, int least, int most, Function<RandomGenerator, String> message) {
        return random.ints(random.nextInt(least, most + 1))
                .mapToObj(_ -> message.apply(random))
                .collect(Collectors.joining());
    }

    private static String statusLine(RandomGenerator random, String version, int status) {
        return version + " " + status + Pick.one(random, "", " ", " OK", " Not \u00e9 Here") + "\r\n";
    }

    private static int anyStatus(RandomGenerator random) {
        return Pick.one(random, 200, 206, 301, 404, 499, 503, 599);
    }

    private static String fields(RandomGenerator random) {
        return several(random, 0, 4, AnyMessages::field);
    }

    private static String field(RandomGenerator random) {
        String name = Pick.chance(random, 20) ? "Connection" : "X" + text(random, TOKEN, 0, 8);
        String value = name.equals("Connection")
                ? Pick.one(random, "close", "keep-alive", "Keep-Alive, x", "x,close", "x")
                : text(random, VALUE, 0, 10);
        return name + ":" + Pick.one(random, "", " ", "\t ") + value + Pick.one(random, "", " ", " \t") + "\r\n";
    }

    private static String ofLength(RandomGenerator random, String lines) {
        String body = text(random, BODY, 0, 30);
        return lines + Pick.one(random, "Content-Length", "content-length") + ": " + Pick.one(random, "", "0", "000")
                + body.length() + "\r\n\r\n" + body;
    }

    private static String inChunks(RandomGenerator random, String lines) {
        return lines + "Transfer-Encoding: " + Pick.one(random, "chunked", "Chunked") + "\r\n\r\n"
                + several(random, 0, 4, AnyMessages::chunk)
                + Pick.one(random, "0", "000", "0;a=b") + "\r\n"
                + (Pick.chance(random, 40) ? several(random, 1, 3, AnyMessages::trailer) : "") + "\r\n";
    }

    private static String chunk(RandomGenerator random) {
        String data = text(random, BODY, 1, 30);
        String size = Integer.toHexString(data.length());
        return Pick.one(random, "", "0", "00")
                + (random.nextBoolean() ? size : size.toUpperCase(Locale.ROOT))
                + Pick.one(random, "", "", ";a", ";a=b", " ; a=\"b;c\"", "\t;a=1;b")
                + "\r\n" + data + "\r\n";
    }

    private static String trailer(RandomGenerator random) {
        return Pick.chance(random, 80)
                ? field(random)
                : Pick.one(random, "Content-Length: 3", "transfer-encoding: chunked", "Trailer: X") + "\r\n";
    }

    private static String text(RandomGenerator random, String alphabet, int least, int most) {
        return random.ints(random.nextInt(least, most + 1), 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .collect(Collectors.joining());
    }
}
