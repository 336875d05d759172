/** Where a task of the projector keeps what it must not forget: the port that the pure parts write to. */
@NullMarked
package dev.logway.projector.state;

import org.jspecify.annotations.NullMarked;
