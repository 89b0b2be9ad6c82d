/** RocketMQ messages as common records, and the reverse. */
@NullMarked
package io.diglot.nativeprotocol.convert;

import org.jspecify.annotations.NullMarked;
