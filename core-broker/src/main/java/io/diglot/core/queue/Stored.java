package io.diglot.core.queue;

/**
 * Where an append went.
 *
 * @param position position of the first frame
 * @param endPosition end of the last frame, for {@link Queues#whenDurable}
 * @param baseOffset offset of the first record
 * @param storeTimestamp milliseconds since the epoch
 * @param duplicate whether an idempotent producer had already sent it and nothing was appended now
 */
public record Stored(
    long position, long endPosition, long baseOffset, long storeTimestamp, boolean duplicate) {}
