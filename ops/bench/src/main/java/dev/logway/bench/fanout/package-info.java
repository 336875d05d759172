/** What many edges of one group cost, and how soon all of them serve a change. */
@NullMarked
package dev.logway.bench.fanout;

import org.jspecify.annotations.NullMarked;
