/** Messages that are not due yet. */
@NullMarked
package io.diglot.core.delay;

import org.jspecify.annotations.NullMarked;
