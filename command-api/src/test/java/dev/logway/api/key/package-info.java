@NullMarked
package dev.logway.api.key;

import org.jspecify.annotations.NullMarked;
