@NullMarked
package dev.logway.api.log;

import org.jspecify.annotations.NullMarked;
