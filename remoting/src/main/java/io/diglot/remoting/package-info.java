/**
 * RocketMQ's remoting protocol: the frame, its two header encodings, and a Netty transport that is
 * symmetric (either end may ask). There is no broker in here.
 *
 * <p>Reading order: {@link io.diglot.remoting.CommandHeader} and {@link io.diglot.remoting.Command}
 * are what travels, {@link io.diglot.remoting.RequestHandler} is what a broker writes, {@link
 * io.diglot.remoting.RemotingServer} and {@link io.diglot.remoting.RemotingClient} are the two
 * ends, {@link io.diglot.remoting.Connection} is what they have in common.
 */
@NullMarked
package io.diglot.remoting;

import org.jspecify.annotations.NullMarked;
