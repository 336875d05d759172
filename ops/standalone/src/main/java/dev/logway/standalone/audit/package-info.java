/** Reading a group's whole history, from the log or from a file, for auditors. */
@NullMarked
package dev.logway.standalone.audit;

import org.jspecify.annotations.NullMarked;
