package io.diglot.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.diglot.store.AppendResult.Appended;
import io.diglot.store.AppendResult.Refused;
import io.diglot.store.FrameSelector.Choice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Short words for what tests append and read. */
final class Drafts {

  static final FrameSelector ALL = (kind, base, count, size, tag, timestamp) -> Choice.TAKE;

  private Drafts() {}

  static FrameDraft text(long queue, String text) {
    return text(queue, text, 0);
  }

  static FrameDraft text(long queue, String text, long timestamp) {
    return draft(queue, 1, timestamp, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  static FrameDraft draft(long queue, int records, long timestamp, ByteBuffer payload) {
    int none = FrameDraft.NO_FIELD;
    return new FrameDraft(FrameKind.KAFKA, queue, records, 0, timestamp, payload, none, none, none);
  }

  static FrameDraft event(String text) {
    return FrameDraft.unqueued(FrameKind.EVENT, 0, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  static Appended append(Log log, FrameDraft draft) {
    return appended(log.append(draft));
  }

  static Appended appended(AppendResult result) {
    if (result instanceof Appended appended) {
      return appended;
    }
    throw new AssertionError(((Refused) result).refusal().toString());
  }

  static List<String> texts(Log log, long queue, long fromOffset) {
    List<String> texts = new ArrayList<>();
    try (FrameRun run = log.read(queue, fromOffset, ALL)) {
      run.frames().forEach(frame -> texts.add(text(frame)));
    }
    return texts;
  }

  static String text(Frame frame) {
    return UTF_8.decode(frame.payload().duplicate()).toString();
  }
}
