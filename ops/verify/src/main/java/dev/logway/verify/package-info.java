@NullMarked
package dev.logway.verify;

import org.jspecify.annotations.NullMarked;
