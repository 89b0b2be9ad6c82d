package io.diglot.kafka.fetch;

import io.diglot.kafka.api.RecordSlices;
import io.diglot.kafka.fetch.FetchSession.Wanted;
import io.diglot.kafka.fetch.PartitionReader.Read;
import io.diglot.kafka.records.NativeBatches;
import io.diglot.kafka.records.NativeBatches.Converted;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.CompressionType;

/**
 * One look at everything that a fetch wants. Holds leases on the log, and what it converted, until
 * closed. Not thread-safe; may be handed on.
 */
final class FetchPass implements AutoCloseable {
  /**
   * Native frames that become one batch: enough to be worth a batch, few enough to convert again
   * after a seek.
   */
  private static final int RUN_FRAMES = 500;

  private static final int RUN_BYTES = 512 << 10;

  /**
   * Bytes after which a pass that has native messages takes no more: enough that a turn is worth
   * its wake-ups, little enough to be prepared for many consumers.
   */
  private static final long MIXED_BYTES = 2 << 20;

  /**
   * Bytes of converted batches after which a response takes no more, whatever little the messages
   * take in the log.
   */
  private static final int ENOUGH_CONVERTED_BYTES = 8 << 20;

  private static final int ATTRIBUTES_AT = 21;
  private static final int CODEC_BITS = 7;

  /** The Fetch version from which on consumers know zstd (KIP-110). */
  private static final int ZSTD_SINCE = 10;

  private final List<Read> reads;
  private final List<ByteBuf> converted = new ArrayList<>();
  private long bytes;
  private boolean urgent;
  private boolean mixed;
  private int convertedBytes;

  private FetchPass(int partitions) {
    this.reads = new ArrayList<>(partitions);
  }

  /**
   * Looks at everything in order, within the budget; at least one batch is taken whatever its size.
   */
  static FetchPass over(
      List<Wanted> wanted, PartitionReader reader, IsolationLevel isolation, long maxBytes) {
    FetchPass pass = new FetchPass(wanted.size());
    try {
      for (Wanted each : wanted) {
        pass.look(each, reader, isolation, maxBytes);
      }
      return pass;
    } catch (RuntimeException | Error e) {
      pass.close();
      throw e;
    }
  }

  private void look(Wanted one, PartitionReader reader, IsolationLevel isolation, long maxBytes) {
    long most = mixed ? Math.min(maxBytes, MIXED_BYTES) : maxBytes;
    Read read = reader.read(one, isolation, Math.max(0, most - bytes), bytes == 0);
    reads.add(read);
    bytes += read.bytes();
    mixed |= read.hasNative();
    urgent |= read.isUrgent();
  }

  /** How many bytes of records were found. */
  long bytes() {
    return bytes;
  }

  /** Whether there is an error to tell: then nothing is waited for. */
  boolean urgent() {
    return urgent;
  }

  /** Whether native messages must be converted: not on an event loop. */
  boolean mixed() {
    return mixed;
  }

  /** The partitions' answers with their records. The bytes are valid until this is closed. */
  List<Answered> answers(NativeBatches converter, short fetchVersion) {
    List<Answered> answers = new ArrayList<>(reads.size());
    for (Read read : reads) {
      FrameRun run = read.run();
      if (run != null) {
        fill(read.data(), run.frames(), converter, fetchVersion);
      }
      answers.add(new Answered(read.wanted().key(), read.data()));
    }
    return answers;
  }

  /**
   * What a client that reads a backlog of native messages will want next, empty if this is no such
   * backlog. Partitions that had records come last, as sessions and clients order them.
   */
  List<Wanted> expected() {
    if (!mixed || bytes < RUN_BYTES) {
      return List.of();
    }
    List<Wanted> expected = new ArrayList<>(reads.size());
    List<Wanted> last = new ArrayList<>();
    for (Read read : reads) {
      FrameRun run = read.run();
      if (run == null || run.frames().isEmpty()) {
        expected.add(read.wanted());
      } else {
        Frame end = run.frames().get(run.frames().size() - 1);
        last.add(read.wanted().from(end.endOffset()));
      }
    }
    expected.addAll(last);
    return expected;
  }

  /** Converts what was found, as far as there is room, for the fetch that will want it. */
  void prepare(NativeBatches converter) {
    for (Read read : reads) {
      FrameRun run = read.run();
      if (run != null) {
        prepare(run.frames(), converter);
      }
    }
  }

  private static void prepare(List<Frame> frames, NativeBatches converter) {
    int next = 0;
    while (next < frames.size()) {
      int end = nativeRunEnd(frames, next);
      int taken = end == next ? 1 : converter.prepare(frames.subList(next, end));
      if (taken == 0) {
        return;
      }
      next += taken;
    }
  }

  @Override
  public void close() {
    for (Read read : reads) {
      FrameRun run = read.run();
      if (run != null) {
        run.close();
      }
    }
    converted.forEach(ByteBuf::release);
    converted.clear();
  }

  private void fill(
      PartitionData data, List<Frame> frames, NativeBatches converter, short fetchVersion) {
    List<Frame> readable = fetchVersion >= ZSTD_SINCE ? frames : withoutZstd(frames);
    if (readable.isEmpty() && !frames.isEmpty()) {
      data.setErrorCode(Errors.UNSUPPORTED_COMPRESSION_TYPE.code());
    }
    data.setRecords(new RecordSlices(slices(readable, converter)));
  }

  private static List<Frame> withoutZstd(List<Frame> frames) {
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      ByteBuffer payload = frame.payload();
      if (frame.kind() == FrameKind.KAFKA
          && (payload.getShort(payload.position() + ATTRIBUTES_AT) & CODEC_BITS)
              == CompressionType.ZSTD.id) {
        return frames.subList(0, i);
      }
    }
    return frames;
  }

  private List<ByteBuffer> slices(List<Frame> frames, NativeBatches converter) {
    List<ByteBuffer> slices = new ArrayList<>(frames.size());
    int next = 0;
    while (next < frames.size()) {
      int end = nativeRunEnd(frames, next);
      if (end == next) {
        slices.add(frames.get(next).payload());
        next++;
      } else {
        if (convertedBytes >= ENOUGH_CONVERTED_BYTES) {
          return slices;
        }
        Converted run = converter.of(frames.subList(next, end));
        converted.add(run.batch());
        convertedBytes += run.batch().readableBytes();
        slices.add(run.batch().nioBuffer());
        next += run.frames();
      }
    }
    return slices;
  }

  /** Where the run of native frames ends that begins here; here, if none does. */
  private static int nativeRunEnd(List<Frame> frames, int start) {
    int size = 0;
    int end = start;
    while (end < frames.size()
        && frames.get(end).kind() == FrameKind.NATIVE
        && end - start < RUN_FRAMES
        && (end == start || size < RUN_BYTES)) {
      size += frames.get(end).payload().remaining();
      end++;
    }
    return end;
  }

  /** A partition and its answer. */
  record Answered(FetchKey key, PartitionData data) {}
}
