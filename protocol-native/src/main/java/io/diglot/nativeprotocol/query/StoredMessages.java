package io.diglot.nativeprotocol.query;

import io.diglot.core.convert.Records;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.nativeprotocol.convert.CommonRecordEncoder;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.diglot.store.Log;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Single messages by their physical offset, whoever sent them. May wait for a disk: not for event
 * loops. Thread-safe.
 */
public final class StoredMessages {
  private final Topics topics;
  private final Queues queues;
  private final Records records;
  private final CommonRecordEncoder encoder;

  /** On these parts. */
  public StoredMessages(
      Topics topics, Queues queues, Records records, CommonRecordEncoder encoder) {
    this.topics = topics;
    this.queues = queues;
    this.records = records;
    this.encoder = encoder;
  }

  /** The message in its own memory; empty when there is none (any more), or no such topic. */
  public Optional<StoredMessage> find(long physicalOffset) {
    if (physicalOffset < 0) {
      return Optional.empty();
    }
    Optional<FrameRun> found = queues.holding(physicalOffset);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (FrameRun run = found.get()) {
      List<Frame> frames = run.frames();
      if (frames.isEmpty() || frames.get(0).queue() == Log.NO_QUEUE) {
        return Optional.empty();
      }
      Frame frame = frames.get(0);
      return frame.kind() == FrameKind.NATIVE
          ? own(frame, physicalOffset)
          : converted(frame, physicalOffset);
    }
  }

  private static Optional<StoredMessage> own(Frame frame, long physicalOffset) {
    if (frame.position() != physicalOffset) {
      return Optional.empty();
    }
    ByteBuffer copy = ByteBuffer.allocate(frame.payload().remaining());
    copy.put(frame.payload().duplicate()).flip();
    return Optional.of(StoredMessageCodec.decode(copy));
  }

  private Optional<StoredMessage> converted(Frame frame, long physicalOffset) {
    return topics
        .find(Topic.topicNumber(frame.queue()))
        .flatMap(
            topic ->
                records.of(frame).stream()
                    .filter(record -> record.handle() == physicalOffset)
                    .findFirst()
                    .map(record -> encoder.message(record, topic.name())));
  }
}
