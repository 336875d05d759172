@NullMarked
package dev.logway.api;

import org.jspecify.annotations.NullMarked;
