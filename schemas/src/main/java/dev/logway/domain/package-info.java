/** What every part of the domain shares: scopes and the checks of constructors. */
@NullMarked
package dev.logway.domain;

import org.jspecify.annotations.NullMarked;
