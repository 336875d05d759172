package dev.logway.edge.http1;

import java.util.Arrays;

/** Room to read and write heads in, shared by the connections of one event loop. What it holds, holds until its next use. */
public final class Scratch {
    private static final int ROOM = 4 * 1024;

    private byte[] bytes = new byte[ROOM];

    /** The room there is. */
    byte[] bytes() {
        return bytes;
    }

    /** Room for {@code length} bytes at least, with what it held. */
    byte[] atLeast(int length) {
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Integer.highestOneBit(length) << 1);
        }
        return bytes;
    }
}
