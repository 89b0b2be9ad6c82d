/** Topics, queues, groups, delivery, timers and transactions. */
@NullMarked
package io.diglot.core;

import org.jspecify.annotations.NullMarked;
