package dev.logway.domain.resource;

import java.util.List;

/**
 * What a group consists of: the documents that operators put, whole and valid, with field names and defaults that
 * follow Apache APISIX, and the changes that it holds back.
 */
public sealed interface Resource permits Group, Upstream, Service, Route, Certificate, PendingChange {

    /** What identifies the resource in its group. */
    ResourceKey key();

    /** The words that describe it to people. */
    Descriptor descriptor();

    /** The resources that must exist for this one to be served, without repetition. */
    List<ResourceKey> references();
}
