/** The topic catalogue. */
@NullMarked
package io.diglot.core.topic;

import org.jspecify.annotations.NullMarked;
