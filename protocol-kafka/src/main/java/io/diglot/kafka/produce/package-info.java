/** Producing: record batches in, producer ids out. */
@NullMarked
package io.diglot.kafka.produce;

import org.jspecify.annotations.NullMarked;
