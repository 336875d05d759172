@NullMarked
package dev.logway.domain.expression;

import org.jspecify.annotations.NullMarked;
