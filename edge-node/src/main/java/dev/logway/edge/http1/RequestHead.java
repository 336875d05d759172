package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * The head of a request.
 *
 * @param target as it was sent; its characters are its bytes, as in ISO 8859-1
 */
public record RequestHead(String method, String target, Version version, Fields fields) {

    /** What a client may send: nothing that two parties could read differently. */
    enum Grammar implements HeadReader.Grammar<RequestHead> {
        INSTANCE;

        private static final String GET = "GET";

        @Override
        public boolean allowsBareLineFeed() {
            return false;
        }

        @Override
        public FieldLine.Gap gap() {
            return FieldLine.Gap.REFUSED;
        }

        @Override
        public RequestHead first(byte[] bytes, int from, int to, Fields fields) throws MalformedException {
            int method = from;
            while (method < to && bytes[method] != ' ') {
                method++;
            }
            int target = to;
            while (target > method + 1 && bytes[target - 1] != ' ') {
                target--;
            }
            boolean isLine = Token.is(bytes, from, method) && target - 1 > method + 1;
            if (!isLine) {
                throw new MalformedException("the request line is not three words with one space between them");
            }
            for (int i = method + 1; i < target - 1; i++) {
                if (bytes[i] >= 0 && bytes[i] <= ' ') {
                    throw new MalformedException("the request target holds a blank or a control character");
                }
            }
            if (!Version.starts(bytes, target, to) || to - target != Version.BYTES) {
                throw version(bytes, target, to);
            }
            return new RequestHead(
                    method(bytes, from, method),
                    new String(bytes, method + 1, target - method - 2, ISO_8859_1),
                    Version.of(bytes[to - 1]),
                    fields);
        }

        @Override
        public void folded(byte[] bytes, int from, int to, Fields fields) throws MalformedException {
            throw new MalformedException("a header line goes on in the next one");
        }

        private static String method(byte[] bytes, int from, int to) {
            boolean isGet = to - from == 3 && bytes[from] == 'G' && bytes[from + 1] == 'E' && bytes[from + 2] == 'T';
            return isGet ? GET : new String(bytes, from, to - from, ISO_8859_1);
        }

        /** Of another version, or none at all. */
        private static MalformedException version(byte[] bytes, int from, int to) {
            String text = new String(bytes, from, to - from, ISO_8859_1);
            return text.matches("HTTP/[0-9]\\.[0-9]")
                    ? new MalformedException(MalformedException.Fault.VERSION, "unsupported version")
                    : new MalformedException("the request line ends with no version");
        }
    }
}
