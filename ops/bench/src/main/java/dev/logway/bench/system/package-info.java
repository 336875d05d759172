/** The system under test, as a child process, and its admin API. */
@NullMarked
package dev.logway.bench.system;

import org.jspecify.annotations.NullMarked;
