/** Consuming: fetches with their sessions and long polls, and the questions about offsets. */
@NullMarked
package io.diglot.kafka.fetch;

import org.jspecify.annotations.NullMarked;
