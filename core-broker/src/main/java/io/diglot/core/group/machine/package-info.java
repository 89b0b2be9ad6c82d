/**
 * What groups decide, without clock, thread, log or future. Time is an argument; what is to last
 * comes out as {@link io.diglot.core.group.machine.GroupEvent}s and goes into {@link
 * io.diglot.core.group.machine.GroupsState}; sessions and waiting requests are the machines' own
 * and end with the process.
 */
@NullMarked
package io.diglot.core.group.machine;

import org.jspecify.annotations.NullMarked;
