package io.diglot.core.group.machine;

/**
 * When a command is carried out, on two clocks, both in milliseconds.
 *
 * @param elapsed since some moment, on a clock that nobody sets: for deadlines
 * @param wallClock since the epoch: for what is stored
 */
public record Now(long elapsed, long wallClock) {}
