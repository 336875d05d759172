@NullMarked
package dev.logway.secret;

import org.jspecify.annotations.NullMarked;
