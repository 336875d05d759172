/** What edges keep of the requests that they have answered. */
@NullMarked
package dev.logway.domain.access;

import org.jspecify.annotations.NullMarked;
