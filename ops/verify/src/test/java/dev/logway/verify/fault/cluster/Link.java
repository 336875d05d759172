package dev.logway.verify.fault.cluster;

/** The connections that one part opens to another; what they carry goes both ways. */
public record Link(String from, String to) {
    @Override
    public String toString() {
        return from + ">" + to;
    }
}
