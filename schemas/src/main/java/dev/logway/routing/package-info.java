/** Which route takes a request: an immutable table, made anew from each delta. Pure: no I/O, no clock, no Vert.x. */
@NullMarked
package dev.logway.routing;

import org.jspecify.annotations.NullMarked;
