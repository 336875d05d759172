@NullMarked
package dev.logway.api.merge;

import org.jspecify.annotations.NullMarked;
