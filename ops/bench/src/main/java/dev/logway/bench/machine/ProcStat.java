package dev.logway.bench.machine;

import java.util.Arrays;
import java.util.List;

/**
 * Processor time out of {@code /proc/PID/stat}, in clock ticks. Source: proc_pid_stat(5).
 *
 * @param own user and system time of the process itself
 * @param ofEndedChildren the same of its children that ended and were waited for
 */
record ProcStat(long own, long ofEndedChildren) {
    /** Fields behind the command's name, counted from the state: utime is field 14 of the line, the state field 3. */
    private static final int UTIME = 11;

    private static final int FIELDS = 15;

    /** @throws IllegalArgumentException if {@code line} is no such line */
    static ProcStat parse(String line) {
        // The command's name may hold blanks and parentheses; nothing behind it does.
        int end = line.lastIndexOf(')');
        List<String> fields = Arrays.asList(line.substring(end + 1).strip().split(" ", -1));
        if (end < 0 || fields.size() < FIELDS) {
            throw new IllegalArgumentException("stat: '" + line + "' (expected: PID (NAME) STATE and 49 numbers)");
        }
        return new ProcStat(
                ticks(fields, UTIME) + ticks(fields, UTIME + 1), ticks(fields, UTIME + 2) + ticks(fields, UTIME + 3));
    }

    private static long ticks(List<String> fields, int index) {
        return Long.parseLong(fields.get(index));
    }
}
