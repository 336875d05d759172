/** What must hold of Logway at every moment, each as a class of its own, and what they look at. */
@NullMarked
package dev.logway.verify.invariant;

import org.jspecify.annotations.NullMarked;
