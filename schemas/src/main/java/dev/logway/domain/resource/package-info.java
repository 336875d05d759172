/** What an operator configures: resources as values, with the limits that every edge can hold. */
@NullMarked
package dev.logway.domain.resource;

import org.jspecify.annotations.NullMarked;
