package io.diglot.nativeprotocol.pull;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Records;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.nativeprotocol.convert.CommonRecordEncoder;
import io.diglot.nativeprotocol.pull.PullResult.Status;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.diglot.store.QueueEnds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads a queue for a pull: uncopied where the messages are in memory and in RocketMQ's own form,
 * on the reader pool where a disk or a conversion is needed. Thread-safe.
 */
public final class QueueReader {
  /** Bytes that messages of a pull have on average at most, to be copied together. */
  private static final int MOST_COPIED = 2 << 10;

  private final Queues queues;
  private final Records records;
  private final CommonRecordEncoder encoder;

  /** A reader on these parts. */
  public QueueReader(Queues queues, Records records, CommonRecordEncoder encoder) {
    this.queues = queues;
    this.records = records;
    this.encoder = encoder;
  }

  /** What to read. */
  record Reading(
      Topic topic, int queueId, long offset, TagFilter filter, int maxMessages, int maxBytes) {
    long queueKey() {
      return topic.queueKey(queueId);
    }

    /** Before which offset the messages lie. */
    long toOffset() {
      return filter.takesAll() ? offset + maxMessages : Long.MAX_VALUE;
    }

    /** Within how many bytes from the offset on they lie. */
    long reach() {
      return filter.takesAll() ? maxBytes : Long.MAX_VALUE;
    }
  }

  /** Reads now; completes at once unless the reader pool is needed. */
  CompletionStage<PullResult> read(Reading reading) {
    QueueEnds ends = queues.ends(reading.queueKey());
    long offset = reading.offset();
    if (ends.end() == 0) {
      return done(
          offset == 0 ? Status.NO_MESSAGE_IN_QUEUE : Status.NO_MATCHED_LOGIC_QUEUE, 0, ends);
    }
    if (offset < ends.start()) {
      return done(Status.OFFSET_TOO_SMALL, ends.start(), ends);
    }
    if (offset > ends.end()) {
      return done(Status.OFFSET_OVERFLOW_BADLY, ends.end(), ends);
    }
    if (offset == ends.end()) {
      return done(Status.OFFSET_OVERFLOW_ONE, offset, ends);
    }
    if (!queues.isHot(reading.queueKey(), offset, reading.toOffset(), reading.reach())) {
      return CompletableFuture.supplyAsync(() -> readCopied(reading, ends), queues.readerPool());
    }
    PullSelector selector = selector(reading);
    FrameRun run = queues.read(reading.queueKey(), offset, selector);
    if (selector.tookForeign()) {
      return CompletableFuture.supplyAsync(() -> convert(reading, run, ends), queues.readerPool());
    }
    return CompletableFuture.completedStage(lend(run, ends));
  }

  private static PullSelector selector(Reading reading) {
    return new PullSelector(
        reading.filter(), reading.offset(), reading.maxMessages(), reading.maxBytes());
  }

  private static CompletionStage<PullResult> done(Status status, long next, QueueEnds ends) {
    return CompletableFuture.completedStage(PullResult.nothing(status, next, ends));
  }

  private static PullResult lend(FrameRun run, QueueEnds ends) {
    long next = run.nextOffset();
    if (run.frames().isEmpty()) {
      run.close();
      return PullResult.nothing(Status.NO_MATCHED_MESSAGE, next, ends);
    }
    return new PullResult(Status.FOUND, next, ends, body(run));
  }

  /** Copies small messages together, and lends large ones where they lie. */
  private static ByteBuf body(FrameRun run) {
    int bytes = 0;
    for (Frame frame : run.frames()) {
      bytes += frame.payload().remaining();
    }
    if (bytes / run.frames().size() > MOST_COPIED) {
      return new LeasedBody(run);
    }
    try (run) {
      ByteBuf copy = ByteBufAllocator.DEFAULT.directBuffer(bytes);
      for (Frame frame : run.frames()) {
        copy.writeBytes(frame.payload().duplicate());
      }
      return copy;
    }
  }

  private PullResult readCopied(Reading reading, QueueEnds ends) {
    return convert(
        reading, queues.read(reading.queueKey(), reading.offset(), selector(reading)), ends);
  }

  /** Copies and converts, so that no event loop touches cold pages. */
  private PullResult convert(Reading reading, FrameRun run, QueueEnds ends) {
    ByteBuf body = Unpooled.buffer();
    int messages = 0;
    long next = run.nextOffset();
    try (run) {
      copying:
      for (Frame frame : run.frames()) {
        if (frame.kind() == FrameKind.NATIVE) {
          if (messages >= reading.maxMessages()) {
            next = frame.baseOffset();
            break;
          }
          body.writeBytes(frame.payload().duplicate());
          messages++;
          continue;
        }
        for (CommonRecord record : records.of(frame)) {
          if (record.offset() < reading.offset() || !reading.filter().takes(record.tag())) {
            continue;
          }
          ByteBuffer message = encoder.encode(record, reading.topic().name());
          if (messages >= reading.maxMessages()
              || (messages > 0
                  && body.readableBytes() + message.remaining() > reading.maxBytes())) {
            next = record.offset();
            break copying;
          }
          body.writeBytes(message);
          messages++;
        }
      }
    }
    return messages == 0
        ? PullResult.nothing(Status.NO_MATCHED_MESSAGE, next, ends)
        : new PullResult(Status.FOUND, next, ends, body);
  }
}
