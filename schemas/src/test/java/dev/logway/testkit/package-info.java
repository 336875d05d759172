/** What the tests of every module share: properties over generated input, generators, and the log in memory. */
@NullMarked
package dev.logway.testkit;

import org.jspecify.annotations.NullMarked;
