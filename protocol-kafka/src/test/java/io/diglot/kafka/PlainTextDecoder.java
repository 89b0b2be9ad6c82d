package io.diglot.kafka;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Header;
import io.diglot.core.convert.RecordDecoder;
import io.diglot.core.convert.RecordHandle;
import io.diglot.core.model.Topic;
import io.diglot.store.Frame;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Stands for the other protocol: a native frame's payload is a text, {@code key|tag|value}. */
final class PlainTextDecoder implements RecordDecoder {
  static final long BORN = 1_700_000_000_000L;

  static FrameDraft draft(long queueKey, String text) {
    return new FrameDraft(
        FrameKind.NATIVE,
        queueKey,
        1,
        0,
        BORN,
        ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
        FrameDraft.NO_FIELD,
        FrameDraft.NO_FIELD,
        FrameDraft.NO_FIELD);
  }

  @Override
  public FrameKind kind() {
    return FrameKind.NATIVE;
  }

  @Override
  public List<CommonRecord> decode(Frame frame) {
    String[] parts =
        StandardCharsets.UTF_8.decode(frame.payload().duplicate()).toString().split("\\|", -1);
    return List.of(
        new CommonRecord(
            RecordHandle.ofMessage(frame.position()),
            Topic.queueId(frame.queue()),
            frame.baseOffset(),
            parts[0].getBytes(StandardCharsets.UTF_8),
            parts[1],
            List.of(new Header("UNIQ_KEY", "7F000001".getBytes(StandardCharsets.UTF_8))),
            ByteBuffer.wrap(parts[2].getBytes(StandardCharsets.UTF_8)),
            BORN,
            frame.storeTimestamp(),
            0,
            0));
  }
}
