/** What the log says, kept in memory: outcomes of commands, images of scopes, the fleet. */
@NullMarked
package dev.logway.api.state;

import org.jspecify.annotations.NullMarked;
