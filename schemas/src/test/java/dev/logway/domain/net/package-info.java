@NullMarked
package dev.logway.domain.net;

import org.jspecify.annotations.NullMarked;
