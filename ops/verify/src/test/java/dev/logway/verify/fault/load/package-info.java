/** Those who use an installation while it breaks, and remember what they were told. */
@NullMarked
package dev.logway.verify.fault.load;

import org.jspecify.annotations.NullMarked;
