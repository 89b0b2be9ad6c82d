/**
 * Pure rules of the data plane: which batch of an idempotent producer comes next, and where queues
 * begin.
 */
@NullMarked
package io.diglot.core.queue.machine;

import org.jspecify.annotations.NullMarked;
