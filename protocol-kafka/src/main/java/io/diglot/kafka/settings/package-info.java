/** Settings of topics and of the broker as Kafka's tools read and change them. */
@NullMarked
package io.diglot.kafka.settings;

import org.jspecify.annotations.NullMarked;
