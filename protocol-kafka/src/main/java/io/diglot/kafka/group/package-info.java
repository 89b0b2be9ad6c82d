/** Kafka's group and offset APIs. */
@NullMarked
package io.diglot.kafka.group;

import org.jspecify.annotations.NullMarked;
