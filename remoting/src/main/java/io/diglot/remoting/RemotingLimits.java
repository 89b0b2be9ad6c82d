package io.diglot.remoting;

import java.time.Duration;

/**
 * What one connection may cost.
 *
 * @param maxFrameBytes the longest frame that is read or written, its length word included
 * @param maxHeaderBytes the longest header that is read
 * @param maxOpenRequests requests of one connection without an answer yet (held pulls among them);
 *     one more is answered "busy"
 * @param highWaterBytes unsent response bytes above which nothing more is read from the connection
 * @param lowWaterBytes unsent response bytes below which reading goes on
 * @param maxUnsentBytes unsent response bytes above which the connection is closed; answers to
 *     requests that were read before the high water can pile up to here
 * @param idle how long a peer may send nothing, and take nothing of what it is sent, before its
 *     connection is closed
 */
public record RemotingLimits(
    int maxFrameBytes,
    int maxHeaderBytes,
    int maxOpenRequests,
    int highWaterBytes,
    int lowWaterBytes,
    long maxUnsentBytes,
    Duration idle) {

  /** Refuses limits that contradict each other. */
  public RemotingLimits {
    if (maxFrameBytes < 64 || maxHeaderBytes < 32 || maxHeaderBytes > maxFrameBytes) {
      throw new IllegalArgumentException(
          "frame limit " + maxFrameBytes + ", header limit " + maxHeaderBytes);
    }
    if (lowWaterBytes < 1 || highWaterBytes < lowWaterBytes || maxUnsentBytes < highWaterBytes) {
      throw new IllegalArgumentException(
          "low water "
              + lowWaterBytes
              + ", high water "
              + highWaterBytes
              + ", most "
              + maxUnsentBytes);
    }
    if (maxOpenRequests < 1 || idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("open requests " + maxOpenRequests + ", idle " + idle);
    }
  }

  /**
   * RocketMQ's limits where it has them: frames of 16 MiB, 120 seconds idle. A header of 256 KiB
   * holds the longest properties (32,767 bytes) with every byte escaped.
   */
  public static RemotingLimits standard() {
    return new RemotingLimits(
        16 << 20, 256 << 10, 10_000, 4 << 20, 2 << 20, 64L << 20, Duration.ofMinutes(2));
  }
}
