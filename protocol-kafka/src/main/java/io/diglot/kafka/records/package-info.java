/**
 * Kafka's record batches: checked on arrival, read for others, made for readers of native messages.
 */
@NullMarked
package io.diglot.kafka.records;

import org.jspecify.annotations.NullMarked;
