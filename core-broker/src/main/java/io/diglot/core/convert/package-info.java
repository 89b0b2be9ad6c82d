/** Where the two stored forms meet: frames to common records. */
@NullMarked
package io.diglot.core.convert;

import org.jspecify.annotations.NullMarked;
