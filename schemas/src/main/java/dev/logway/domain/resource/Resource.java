package dev.logway.domain.resource;

import java.util.List;

/** A document that an operator put, whole and valid. Field names and defaults follow Apache APISIX. */
public sealed interface Resource permits Group, Upstream, Service, Route, Certificate {

    /** What identifies the resource in its group. */
    ResourceKey key();

    /** The words that describe it to people. */
    Descriptor descriptor();

    /** The resources that must exist for this one to be served, without repetition. */
    List<ResourceKey> references();
}
