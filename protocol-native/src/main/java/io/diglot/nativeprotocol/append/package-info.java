/** The way of one RocketMQ message into the log, at once or when it is due. */
@NullMarked
package io.diglot.nativeprotocol.append;

import org.jspecify.annotations.NullMarked;
