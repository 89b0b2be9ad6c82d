package io.diglot.nativeprotocol.pull;

/**
 * How much one pull gets at most.
 *
 * @param messages RocketMQ's maxTransferCountOnMessageInMemory
 * @param bytes RocketMQ's maxTransferBytesOnMessageInMemory; one message is always given
 */
public record PullLimits(int messages, int bytes) {
  /** RocketMQ's defaults: 32 messages, 256 KiB. */
  public static final PullLimits STANDARD = new PullLimits(32, 256 << 10);
}
