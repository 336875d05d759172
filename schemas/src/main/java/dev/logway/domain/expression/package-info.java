/** Conditions on a request in the language of lua-resty-expr, as trees that were checked when they were made. */
@NullMarked
package dev.logway.domain.expression;

import org.jspecify.annotations.NullMarked;
