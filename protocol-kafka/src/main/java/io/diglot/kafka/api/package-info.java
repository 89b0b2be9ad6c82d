/**
 * What a handler of a Kafka API is: its contract, what it is told about the caller, and how core
 * errors read in Kafka.
 */
@NullMarked
package io.diglot.kafka.api;

import org.jspecify.annotations.NullMarked;
