/** What changes of the configuration cost the requests that an edge answers meanwhile. */
@NullMarked
package dev.logway.bench.churn;

import org.jspecify.annotations.NullMarked;
