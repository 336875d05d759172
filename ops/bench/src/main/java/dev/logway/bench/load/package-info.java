/** Load generators: wrk and h2load where they are installed, and one of our own. */
@NullMarked
package dev.logway.bench.load;

import org.jspecify.annotations.NullMarked;
