package dev.logway.verify.fault.cluster;

/** What becomes of what a link carries. */
public enum Condition {
    OPEN,
    /** Connections are reset, and new ones too. */
    CUT,
    /** Connections stay, and nothing gets through until the link is open again; as when a cable is pulled. */
    SILENT,
    /** Everything comes late. */
    SLOW
}
