/** The whole of Logway in one process, on an embedded broker. */
@NullMarked
package dev.logway.standalone.up;

import org.jspecify.annotations.NullMarked;
