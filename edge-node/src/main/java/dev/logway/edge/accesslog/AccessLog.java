package dev.logway.edge.accesslog;

/** Where finished requests are reported. Called on event loops: it neither blocks nor throws. */
public interface AccessLog extends AutoCloseable {
    /** Reports nothing. */
    AccessLog OFF = new AccessLog() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public void add(AccessEntry entry) {}

        @Override
        public void close() {}
    };

    /** Whether anything is reported; if not, entries need not be made. */
    boolean isOn();

    /** Reports {@code entry}, or drops and counts it while there are too many. */
    void add(AccessEntry entry);

    /** Writes what was reported, and ends. */
    @Override
    void close();
}
