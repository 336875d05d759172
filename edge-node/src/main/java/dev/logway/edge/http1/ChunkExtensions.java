package dev.logway.edge.http1;

/**
 * What may stand behind the size of a chunk (RFC 9112, section 7.1.1). Nobody here wants to know what they say, but one that is
 * not closed may go on beyond its line for somebody else.
 */
final class ChunkExtensions {
    private ChunkExtensions() {}

    /** @throws MalformedException if the bytes from {@code from} to {@code to} are not extensions, none or several */
    static void require(byte[] line, int from, int to) throws MalformedException {
        int at = from;
        while (at < to) {
            at = skipBlanks(line, at, to);
            if (at == to || line[at] != ';') {
                throw malformed();
            }
            int name = skipBlanks(line, at + 1, to);
            at = Token.end(line, name, to);
            if (at == name) {
                throw malformed();
            }
            int equals = skipBlanks(line, at, to);
            if (equals < to && line[equals] == '=') {
                at = value(line, skipBlanks(line, equals + 1, to), to);
            }
        }
    }

    /** @return where it ends */
    private static int value(byte[] line, int from, int to) throws MalformedException {
        if (from < to && line[from] == '"') {
            return quoted(line, from + 1, to);
        }
        int end = Token.end(line, from, to);
        if (end == from) {
            throw malformed();
        }
        return end;
    }

    private static int quoted(byte[] line, int from, int to) throws MalformedException {
        for (int at = from; at < to; at++) {
            if (FieldLine.isControl(line[at])) {
                throw malformed();
            }
            if (line[at] == '"') {
                return at + 1;
            }
            if (line[at] == '\\') {
                at++;
            }
        }
        throw malformed();
    }

    private static int skipBlanks(byte[] line, int from, int to) {
        int at = from;
        while (at < to && FieldLine.isBlank(line[at])) {
            at++;
        }
        return at;
    }

    private static MalformedException malformed() {
        return new MalformedException("malformed extension of a chunk");
    }
}
