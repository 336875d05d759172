/** What proxying one request costs, beside nginx and HAProxy. */
@NullMarked
package dev.logway.bench.proxy;

import org.jspecify.annotations.NullMarked;
