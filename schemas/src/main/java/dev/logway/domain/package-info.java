@NullMarked
package dev.logway.domain;

import org.jspecify.annotations.NullMarked;
