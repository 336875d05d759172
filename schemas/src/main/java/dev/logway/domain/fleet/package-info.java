/** The instances of a group: what they report and how their state is judged. */
@NullMarked
package dev.logway.domain.fleet;

import org.jspecify.annotations.NullMarked;
