package dev.logway.wire;

import dev.logway.domain.image.EntryChange;

/** What one record of a config topic says. */
public sealed interface ConfigItem {

    /** A resource is there, or no longer. */
    record Changed(EntryChange change) implements ConfigItem {}

    /** A revision is complete. */
    record Sealed(Seal seal) implements ConfigItem {}
}
