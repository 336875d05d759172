@NullMarked
package dev.logway.api.state;

import org.jspecify.annotations.NullMarked;
