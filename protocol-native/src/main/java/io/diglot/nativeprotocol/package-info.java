/** RocketMQ request handlers. */
@NullMarked
package io.diglot.nativeprotocol;

import org.jspecify.annotations.NullMarked;
