/** Connections of clients, and the requests that come over them, whatever version of HTTP they speak. */
@NullMarked
package dev.logway.edge.client;

import org.jspecify.annotations.NullMarked;
