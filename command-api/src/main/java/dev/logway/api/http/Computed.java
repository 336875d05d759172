package dev.logway.api.http;

import dev.logway.api.merge.Plan;

/**
 * Changes that were computed from images.
 *
 * @param reason what they are, such as {@code undo of revision 41}: what the history says if the asker gives no reason
 * @param direction which way they take what is in the history
 */
record Computed(Plan plan, String reason, Conflicts.Direction direction) {}
