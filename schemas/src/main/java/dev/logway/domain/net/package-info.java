/** Addresses of the Internet protocol and ranges of them. Pure values: nothing is looked up. */
@NullMarked
package dev.logway.domain.net;

import org.jspecify.annotations.NullMarked;
