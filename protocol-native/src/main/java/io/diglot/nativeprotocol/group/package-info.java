/** Consumer groups as RocketMQ's configuration sees them. */
@NullMarked
package io.diglot.nativeprotocol.group;

import org.jspecify.annotations.NullMarked;
