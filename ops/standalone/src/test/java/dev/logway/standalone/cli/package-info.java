@NullMarked
package dev.logway.standalone.cli;

import org.jspecify.annotations.NullMarked;
