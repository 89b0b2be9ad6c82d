/** RocketMQ's frame codec and its transport, with no broker in it. */
@NullMarked
package io.diglot.remoting;

import org.jspecify.annotations.NullMarked;
