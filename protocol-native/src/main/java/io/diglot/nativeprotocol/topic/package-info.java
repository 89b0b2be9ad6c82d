/** RocketMQ's rules for topic names and for topics that come into being by themselves. */
@NullMarked
package io.diglot.nativeprotocol.topic;

import org.jspecify.annotations.NullMarked;
