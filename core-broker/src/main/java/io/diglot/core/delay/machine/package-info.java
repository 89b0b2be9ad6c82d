/** Which messages are not due yet: a pure structure of numbers. */
@NullMarked
package io.diglot.core.delay.machine;

import org.jspecify.annotations.NullMarked;
