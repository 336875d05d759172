/**
 * What shows that Logway is right as a whole: its architecture, its form, and what holds whatever goes wrong. All of
 * it is tests.
 */
@NullMarked
package dev.logway.verify;

import org.jspecify.annotations.NullMarked;
