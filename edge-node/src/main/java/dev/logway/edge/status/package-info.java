/** What this edge tells about itself to those who look: health checks, people, Prometheus. */
@NullMarked
package dev.logway.edge.status;

import org.jspecify.annotations.NullMarked;
