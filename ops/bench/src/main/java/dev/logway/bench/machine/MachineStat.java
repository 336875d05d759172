package dev.logway.bench.machine;

/**
 * Processor time of all cores out of the first line of {@code /proc/stat}, in clock ticks. Source: proc_stat(5).
 *
 * @param busy spent on anything, time stolen by other guests of the host included
 */
record MachineStat(long busy) {
    private static final int FIELDS = 9;
    private static final int IDLE = 4;
    private static final int WAITING_FOR_DISK = 5;
    private static final int STOLEN = 8;

    /** @throws IllegalArgumentException if {@code line} is no such line */
    static MachineStat parse(String line) {
        String[] fields = line.strip().split(" +");
        if (fields.length < FIELDS || !fields[0].equals("cpu")) {
            throw new IllegalArgumentException("stat: '" + line + "' (expected: cpu and eight numbers or more)");
        }
        long busy = 0;
        for (int i = 1; i <= STOLEN; i++) {
            if (i != IDLE && i != WAITING_FOR_DISK) {
                busy += Long.parseLong(fields[i]);
            }
        }
        return new MachineStat(busy);
    }
}
