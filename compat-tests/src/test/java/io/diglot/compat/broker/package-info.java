/** Brokers as child processes: the packaged Diglot, and the real Kafka and RocketMQ as oracles. */
@NullMarked
package io.diglot.compat.broker;

import org.jspecify.annotations.NullMarked;
