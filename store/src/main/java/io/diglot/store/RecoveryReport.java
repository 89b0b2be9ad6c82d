package io.diglot.store;

/**
 * What opening a log found.
 *
 * @param clean whether the log was closed in order, or is new
 * @param replayedFrames how many frames the views took in after their snapshot
 * @param cutBytes bytes after the last whole frame that were thrown away
 * @param damagedFrames places in sealed segments, among those that were looked at, that hold no
 *     whole frame where there was one
 * @param millis how long it took
 */
public record RecoveryReport(
    boolean clean, long replayedFrames, long cutBytes, long damagedFrames, long millis) {}
