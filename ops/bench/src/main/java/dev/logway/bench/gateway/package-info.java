/** A gateway under load: origin and control plane on the second core, edges on the first. */
@NullMarked
package dev.logway.bench.gateway;

import org.jspecify.annotations.NullMarked;
