package io.diglot.kafka.records;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.diglot.core.convert.Records;
import io.diglot.store.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
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
  private static final int PAGE_BYTES = 8 << 10;

  /** Pages are doubled so many times to make what the allocator asks the system for: 4 MiB. */
  private static final int CHUNK_ORDER = 9;

  private final Records records;
  private final int leaderEpoch;
  private final Cache<Span, ByteBuf> made;

  /** Its pieces can be used again one by one, in whatever order the cache gives them up. */
  private final ByteBufAllocator memory =
      new PooledByteBufAllocator(true, 0, 1, PAGE_BYTES, CHUNK_ORDER, 0, 0, false);

  /**
   * A converter.
   *
   * @param leaderEpoch the leader epoch that the batches carry
   * @param cachedBytes how many bytes of batches are kept
   */
  public NativeBatches(Records records, int leaderEpoch, long cachedBytes) {
    this.records = records;
    this.leaderEpoch = leaderEpoch;
    this.made =
        Caffeine.newBuilder()
            .maximumWeight(cachedBytes)
            .weigher((Span span, ByteBuf batch) -> batch.capacity())
            .executor(Runnable::run)
            .removalListener(NativeBatches::giveUp)
            .build();
  }

  /**
   * The batch for a run of native frames, which are not empty and follow each other. Its indices
   * are not to be moved; the caller releases it.
   */
  public ByteBuf of(List<Frame> frames) {
    Span span = new Span(frames.get(0).position(), frames.get(frames.size() - 1).position());
    // In one step with the look-up: an entry that is found can be given up in the next moment.
    ByteBuf batch =
        made.asMap()
            .compute(span, (key, known) -> (known == null ? encode(frames) : known).retain());
    return Objects.requireNonNull(batch);
  }

  /** Forgets what was made. */
  @Override
  public void close() {
    made.invalidateAll();
  }

  private ByteBuf encode(List<Frame> frames) {
    BatchWriter writer = new BatchWriter(frames.get(0).baseOffset());
    for (Frame frame : frames) {
      records.of(frame).forEach(writer::add);
    }
    // What cannot be read takes its offsets all the same, or a consumer would ask for them for
    // ever.
    long last = frames.get(frames.size() - 1).endOffset() - 1;
    ByteBuf batch = memory.directBuffer(writer.size(), writer.size());
    writer.write(batch.internalNioBuffer(0, writer.size()), last, leaderEpoch);
    return batch.writerIndex(writer.size());
  }

  private static void giveUp(@Nullable Span span, @Nullable ByteBuf batch, RemovalCause cause) {
    if (batch != null) {
      batch.release();
    }
  }

  /** Where a run of frames lies in the log. */
  private record Span(long firstPosition, long lastPosition) {}
}
