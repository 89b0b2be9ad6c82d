/** Kafka request handlers, on kafka-clients' protocol classes. */
@NullMarked
package io.diglot.kafka;

import org.jspecify.annotations.NullMarked;
