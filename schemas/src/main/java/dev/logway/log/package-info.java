/** The adapters that read and keep the log: topics with their configuration, and the loader of images. */
@NullMarked
package dev.logway.log;

import org.jspecify.annotations.NullMarked;
