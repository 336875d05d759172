/** An installation of many processes, with a relay on every connection between them, so that any part can be broken. */
@NullMarked
package dev.logway.verify.fault.cluster;

import org.jspecify.annotations.NullMarked;
