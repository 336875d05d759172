/** Resource documents: JSON in, domain out, and back. */
@NullMarked
package dev.logway.api.json;

import org.jspecify.annotations.NullMarked;
