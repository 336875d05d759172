/** What this process counts and shows under {@code /metrics}. */
@NullMarked
package dev.logway.api.metrics;

import org.jspecify.annotations.NullMarked;
