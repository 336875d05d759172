@NullMarked
package dev.logway.replay;

import org.jspecify.annotations.NullMarked;
