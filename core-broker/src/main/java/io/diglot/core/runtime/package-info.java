/**
 * The control plane's thread, its timers, and how a state machine's events become frames of the log
 * and state again.
 */
@NullMarked
package io.diglot.core.runtime;

import org.jspecify.annotations.NullMarked;
