/** The keys that administrators show. */
@NullMarked
package dev.logway.api.key;

import org.jspecify.annotations.NullMarked;
