/** Real clients against the packaged broker. */
@NullMarked
package io.diglot.compat;

import org.jspecify.annotations.NullMarked;
