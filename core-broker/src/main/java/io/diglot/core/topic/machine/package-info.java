/** The topic catalogue's pure state machine. */
@NullMarked
package io.diglot.core.topic.machine;

import org.jspecify.annotations.NullMarked;
