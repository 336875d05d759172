@NullMarked
package dev.logway.tls;

import org.jspecify.annotations.NullMarked;
