/** How the core's values and refusals are told to RocketMQ clients. */
@NullMarked
package io.diglot.nativeprotocol.answer;

import org.jspecify.annotations.NullMarked;
