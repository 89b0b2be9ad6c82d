/** The data plane: appending to queues, reading them, waiting for arrivals. */
@NullMarked
package io.diglot.core.queue;

import org.jspecify.annotations.NullMarked;
