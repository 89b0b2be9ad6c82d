/**
 * RocketMQ's message layouts: stored form, batch form, properties, ids, and their conversion to
 * common records.
 */
@NullMarked
package io.diglot.nativeprotocol.message;

import org.jspecify.annotations.NullMarked;
