package io.diglot.core.queue;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.RecordDecoder;
import io.diglot.core.convert.RecordHandle;
import io.diglot.core.convert.UndecodableFrameException;
import io.diglot.store.Frame;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Frames with made-up payloads: a base offset, a producer's mark, and a timestamp a record. */
public final class TestFrames implements ProducerStampReader, RecordDecoder {
  private static final int TIMESTAMPS = 8 + 8 + 2 + 4;

  /** A batch without a mark. */
  public static FrameDraft batch(long queueKey, long... timestamps) {
    return marked(queueKey, new ProducerStamp(-1, (short) 0, 0, 0), timestamps);
  }

  /** A batch with a mark. */
  public static FrameDraft marked(long queueKey, ProducerStamp stamp, long... timestamps) {
    ByteBuffer payload = ByteBuffer.allocate(TIMESTAMPS + 8 * timestamps.length);
    payload
        .putLong(0)
        .putLong(stamp.producerId())
        .putShort(stamp.epoch())
        .putInt(stamp.baseSequence());
    Arrays.stream(timestamps).forEach(payload::putLong);
    long greatest = Arrays.stream(timestamps).max().orElseThrow();
    return new FrameDraft(
        FrameKind.KAFKA,
        queueKey,
        timestamps.length,
        0,
        greatest,
        payload.flip(),
        0,
        FrameDraft.NO_FIELD,
        FrameDraft.NO_FIELD);
  }

  /**
   * A message of its own, with its base offset at 0, its position at 8, its store time at 16, and a
   * text.
   */
  public static FrameDraft message(long queueKey, String text, int tagHash) {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(24 + bytes.length).put(24, bytes);
    return new FrameDraft(FrameKind.NATIVE, queueKey, 1, tagHash, 0, payload, 0, 8, 16);
  }

  /** The text of a message. */
  public static String text(Frame frame) {
    byte[] bytes = new byte[frame.payload().remaining() - 24];
    frame.payload().get(frame.payload().position() + 24, bytes);
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Reads marks and decodes batches. */
  public TestFrames() {}

  @Override
  public Optional<ProducerStamp> read(ByteBuffer payload) {
    int at = payload.position();
    long producerId = payload.getLong(at + 8);
    if (producerId < 0) {
      return Optional.empty();
    }
    int base = payload.getInt(at + 18);
    int records = (payload.remaining() - TIMESTAMPS) / 8;
    int last = (int) ((base + (records - 1L)) & Integer.MAX_VALUE);
    return Optional.of(new ProducerStamp(producerId, payload.getShort(at + 16), base, last));
  }

  @Override
  public FrameKind kind() {
    return FrameKind.KAFKA;
  }

  @Override
  public List<CommonRecord> decode(Frame frame) {
    List<CommonRecord> records = new ArrayList<>();
    ByteBuffer payload = frame.payload().duplicate();
    payload.position(payload.position() + TIMESTAMPS);
    for (int i = 0; i < frame.recordCount(); i++) {
      long timestamp = payload.getLong();
      if (timestamp < 0) {
        throw new UndecodableFrameException(
            "timestamp " + timestamp, new IllegalArgumentException());
      }
      long handle = RecordHandle.inBatch(frame.position(), i);
      records.add(
          new CommonRecord(
              handle,
              0,
              frame.baseOffset() + i,
              null,
              null,
              List.of(),
              null,
              timestamp,
              frame.storeTimestamp(),
              0,
              0));
    }
    return records;
  }
}
