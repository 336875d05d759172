/** The HTTP surface: routes, keys, problems, answers. */
@NullMarked
package dev.logway.api.http;

import org.jspecify.annotations.NullMarked;
