package io.diglot.kafka.records;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.diglot.core.convert.Records;
import io.diglot.store.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Native messages as Kafka's consumers see them: a run of frames becomes one v2 batch that keeps
 * every offset. What was made is cached by where it lies in the log, which never changes. It is
 * kept outside of the heap, where no collection copies it while cache or socket have it, and from
 * where the socket takes it uncopied. Thread-safe; not for event loops.
 */
public final class NativeBatches implements AutoCloseable {
  /**
   * Bytes after which a batch takes no more: a compressed message may unpack to a thousand times
   * what it takes in the log.
   */
  private static final int ENOUGH_BYTES = 8 << 20;

  /** Bytes that the processor reads from memory at once. */
  private static final int CACHE_LINE = 64;

  private static final int PAGE_BYTES = 8 << 10;

  /** Pages are doubled so many times to make what the allocator asks the system for: 4 MiB. */
  private static final int CHUNK_ORDER = 9;

  /** Written so that reads for the sake of the cache are not found to be useless, and left out. */
  private volatile int unused;

  private final Records records;
  private final int leaderEpoch;
  private final Cache<Span, Converted> made;
  private final ExpectedBatches expected;

  /** Its pieces can be used again one by one, in whatever order the cache gives them up. */
  private final ByteBufAllocator memory =
      new PooledByteBufAllocator(true, 0, 1, PAGE_BYTES, CHUNK_ORDER, 0, 0, false);

  /**
   * A converter.
   *
   * @param leaderEpoch the leader epoch that the batches carry
   * @param cachedBytes how many bytes of batches are kept, half of them for fetches to come
   */
  public NativeBatches(Records records, int leaderEpoch, long cachedBytes, InstantSource clock) {
    this.records = records;
    this.leaderEpoch = leaderEpoch;
    this.expected = new ExpectedBatches(cachedBytes / 2, clock);
    this.made =
        Caffeine.newBuilder()
            .maximumWeight(cachedBytes / 2)
            .weigher((Span span, Converted converted) -> converted.batch().capacity())
            .executor(Runnable::run)
            .removalListener(NativeBatches::giveUp)
            .build();
  }

  /**
   * The batch for a run of native frames, which are not empty and follow each other, or for the
   * first of them if all would make too large a batch. The caller releases it.
   */
  public Converted of(List<Frame> frames) {
    Span span = span(frames);
    Converted ready = expected.take(span);
    return ready == null ? convert(span, frames) : ready;
  }

  /**
   * Converts a run as {@link #of} does, which will find it ready, if there is room to keep it.
   *
   * @return how many of the frames were taken, 0 for lack of room
   */
  public int prepare(List<Frame> frames) {
    int size = 0;
    for (Frame frame : frames) {
      size += frame.payload().remaining();
    }
    Span span = span(frames);
    if (!expected.begin(span, size)) {
      return 0;
    }
    Converted converted;
    try {
      converted = convert(span, frames);
    } catch (RuntimeException | Error e) {
      expected.abandon(span);
      throw e;
    }
    int taken = converted.frames();
    expected.put(span, converted);
    return taken;
  }

  private static Span span(List<Frame> frames) {
    return new Span(frames.get(0).position(), frames.get(frames.size() - 1).position());
  }

  private Converted convert(Span span, List<Frame> frames) {
    // In one step with the look-up: an entry that is found can be given up in the next moment.
    Converted converted =
        made.asMap()
            .compute(span, (key, known) -> (known == null ? encode(frames) : known).retain());
    return Objects.requireNonNull(converted);
  }

  /** Forgets what was made. */
  @Override
  public void close() {
    expected.clear();
    made.invalidateAll();
  }

  private Converted encode(List<Frame> frames) {
    bringIntoCache(frames);
    BatchWriter writer = new BatchWriter(frames.get(0).baseOffset());
    int taken = 0;
    while (taken < frames.size() && writer.size() < ENOUGH_BYTES) {
      records.of(frames.get(taken)).forEach(writer::add);
      taken++;
    }
    // What cannot be read takes its offsets all the same, or a consumer would ask for them for
    // ever.
    long last = frames.get(taken - 1).endOffset() - 1;
    ByteBuf batch = memory.directBuffer(writer.size(), writer.size());
    writer.write(batch.internalNioBuffer(0, writer.size()), last, leaderEpoch);
    return new Converted(batch.writerIndex(writer.size()), taken);
  }

  /**
   * Brings frames into the processor's cache from their first byte to their last, which it does
   * many at a time. Decoding goes back and forth in each, and would wait for each place alone.
   */
  private void bringIntoCache(List<Frame> frames) {
    int sum = 0;
    for (Frame frame : frames) {
      ByteBuffer payload = frame.payload();
      int end = payload.limit();
      for (int at = payload.position(); at < end; at += CACHE_LINE) {
        sum += payload.get(at);
      }
    }
    unused = sum;
  }

  private static void giveUp(
      @Nullable Span span, @Nullable Converted converted, RemovalCause cause) {
    if (converted != null) {
      converted.batch().release();
    }
  }

  /**
   * What became of a run.
   *
   * @param batch the batch, whose indices are not to be moved
   * @param frames how many of the frames are in it, from the first on
   */
  public record Converted(ByteBuf batch, int frames) {

    private Converted retain() {
      batch.retain();
      return this;
    }
  }

  /** Where a run of frames lies in the log. */
  record Span(long firstPosition, long lastPosition) {}
}
