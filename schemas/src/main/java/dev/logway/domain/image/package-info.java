/** State: the immutable image of a scope, the one fold that changes it, and its digest. */
@NullMarked
package dev.logway.domain.image;

import org.jspecify.annotations.NullMarked;
