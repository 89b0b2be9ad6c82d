/**
 * The nameserver's state: who is where with which topics, as a pure state machine. It knows no
 * clock, thread, connection or logger: {@code now} is an argument, in milliseconds since 1970, and
 * a connection is a token that is compared by identity.
 */
@NullMarked
package io.diglot.nameserver.machine;

import org.jspecify.annotations.NullMarked;
