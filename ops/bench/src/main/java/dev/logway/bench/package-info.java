@NullMarked
package dev.logway.bench;

import org.jspecify.annotations.NullMarked;
