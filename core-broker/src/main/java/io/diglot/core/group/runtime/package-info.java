/** The groups' machines at work: on the control thread, in front of the log. */
@NullMarked
package io.diglot.core.group.runtime;

import org.jspecify.annotations.NullMarked;
