@NullMarked
package dev.logway.api.http;

import org.jspecify.annotations.NullMarked;
