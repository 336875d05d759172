package dev.logway.edge.http1;

/**
 * The head of an answer.
 *
 * @param reason the phrase behind the status, as it was sent; empty if there is none
 */
public record ResponseHead(Version version, int status, String reason, Fields fields) {
    private static final int STATUS = Version.BYTES + 1;

    /** What an upstream may send: RFC 9112, and the liberties that its sections 2.2, 5.1 and 5.2 leave to whoever reads. */
    enum Grammar implements HeadReader.Grammar<ResponseHead> {
        INSTANCE;

        @Override
        public boolean allowsBareLineFeed() {
            return true;
        }

        @Override
        public FieldLine.Gap gap() {
            return FieldLine.Gap.REMOVED;
        }

        @Override
        public ResponseHead first(byte[] bytes, int from, int to, Fields fields) throws MalformedException {
            int status = from + STATUS;
            boolean isLine = Version.starts(bytes, from, to)
                    && status + 3 <= to
                    && bytes[status - 1] == ' '
                    && (status + 3 == to || bytes[status + 3] == ' ');
            if (!isLine) {
                throw new MalformedException("malformed status line");
            }
            int code = 0;
            for (int i = status; i < status + 3; i++) {
                if (bytes[i] < '0' || bytes[i] > '9') {
                    throw new MalformedException("malformed status");
                }
                code = 10 * code + bytes[i] - '0';
            }
            if (code < 100) {
                throw new MalformedException("malformed status");
            }
            String reason = status + 4 >= to ? "" : reason(bytes, status + 4, to);
            return new ResponseHead(Version.of(bytes[status - 2]), code, reason, fields);
        }

        @Override
        public void folded(byte[] bytes, int from, int to, Fields fields) throws MalformedException {
            fields.extendLast(FieldLine.value(bytes, from, to));
        }

        /** The usual ones are not made anew each time. */
        private static String reason(byte[] bytes, int from, int to) throws MalformedException {
            boolean isOk = to - from == 2 && bytes[from] == 'O' && bytes[from + 1] == 'K';
            return isOk ? "OK" : FieldLine.value(bytes, from, to);
        }
    }
}
