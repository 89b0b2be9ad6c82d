package io.diglot.core.convert;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a producer says in a record: the part of a {@link CommonRecord} that both protocols have a
 * form for.
 *
 * @param key see {@link CommonRecord}
 * @param tag see {@link CommonRecord}
 * @param headers see {@link CommonRecord}
 * @param value see {@link CommonRecord}
 * @param flag see {@link CommonRecord}
 */
@SuppressWarnings("ArrayRecordComponent")
public record RecordFields(
    byte @Nullable [] key,
    @Nullable String tag,
    List<Header> headers,
    @Nullable ByteBuffer value,
    int flag) {

  /** The record with these fields. */
  public CommonRecord toRecord(
      long handle,
      int queueId,
      long offset,
      long bornTimestamp,
      long storeTimestamp,
      int reconsumeTimes) {
    return new CommonRecord(
        handle,
        queueId,
        offset,
        key,
        tag,
        headers,
        value,
        bornTimestamp,
        storeTimestamp,
        reconsumeTimes,
        flag);
  }
}
