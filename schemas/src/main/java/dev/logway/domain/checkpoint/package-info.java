/** What is kept of the images of scopes. */
@NullMarked
package dev.logway.domain.checkpoint;

import org.jspecify.annotations.NullMarked;
