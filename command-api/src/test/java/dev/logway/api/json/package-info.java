@NullMarked
package dev.logway.api.json;

import org.jspecify.annotations.NullMarked;
