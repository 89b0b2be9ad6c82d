package io.diglot.core.convert;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record in no protocol's own form: what a reader of the other protocol is given. Decoding a
 * frame and encoding the result for the other side loses nothing.
 *
 * @param handle names the record for ever, see {@link RecordHandle}
 * @param queueId the queue
 * @param offset offset in the queue
 * @param key record key: Kafka's key bytes, RocketMQ's KEYS in UTF-8; null for none
 * @param tag RocketMQ's TAGS, Kafka's header {@code TAGS}; null for none
 * @param headers all other headers or user properties, in order. A Kafka record's {@code TAGS} that
 *     say more than the tag (repeated, binary, not in front) are among them too: {@link
 *     PropertyMapping} knows what to show to whom
 * @param value Kafka's value, RocketMQ's body (already decompressed), between position and limit,
 *     which are not to be moved; null is Kafka's null value. It may lie in the frame, and is then
 *     valid as long as the frame is
 * @param bornTimestamp when the producer made it, milliseconds since the epoch
 * @param storeTimestamp when the broker took it, milliseconds since the epoch
 * @param reconsumeTimes how often a RocketMQ consumer failed on it
 * @param flag RocketMQ's opaque user flag, 0 where unknown
 */
@SuppressWarnings("ArrayRecordComponent")
public record CommonRecord(
    long handle,
    int queueId,
    long offset,
    byte @Nullable [] key,
    @Nullable String tag,
    List<Header> headers,
    @Nullable ByteBuffer value,
    long bornTimestamp,
    long storeTimestamp,
    int reconsumeTimes,
    int flag) {}
