/** The settings of every process: one {@code ConfigDef} each, read the same way everywhere. */
@NullMarked
package dev.logway.settings;

import org.jspecify.annotations.NullMarked;
