/** Made-up route tables that look like real ones, the same in every run. */
@NullMarked
package dev.logway.bench.table;

import org.jspecify.annotations.NullMarked;
