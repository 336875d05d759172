@NullMarked
package dev.logway.standalone;

import org.jspecify.annotations.NullMarked;
