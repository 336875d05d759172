/** Changes that are computed from images: what a step of a history comes to when it is taken elsewhere, or back. */
@NullMarked
package dev.logway.api.merge;

import org.jspecify.annotations.NullMarked;
