package io.diglot.benchmarks.nullbroker;

import io.diglot.kafka.api.RecordSlices;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * Kafka's record batches, made once, of 1, 2, 4 ... records: any number of records is some of them,
 * one after the other. Only the base offset, which the checksum leaves out, is written anew.
 * Thread-safe.
 */
final class NullRecords {
  private static final int VALUE_BYTES = 1024;

  /** What a producer puts into a batch of 128 KiB. */
  private static final int MOST = 128;

  /** What follows the base offset, in batches of 1, 2, 4 ... records. */
  private final List<ByteBuffer> batches = new ArrayList<>();

  NullRecords() {
    Random random = new Random(1);
    for (int count = 1; count <= MOST; count *= 2) {
      batches.add(batch(count, random));
    }
  }

  private static ByteBuffer batch(int count, Random random) {
    SimpleRecord[] records =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  byte[] value = new byte[VALUE_BYTES];
                  random.nextBytes(value);
                  return new SimpleRecord(value);
                })
            .toArray(SimpleRecord[]::new);
    ByteBuffer made = MemoryRecords.withRecords(Compression.NONE, records).buffer();
    ByteBuffer rest = made.position(made.position() + Long.BYTES);
    return ByteBuffer.allocateDirect(rest.remaining()).put(rest).flip();
  }

  /** The records from an offset up to an end: at least one batch, else no more than fit. */
  RecordSlices between(long offset, long end, int maxBytes) {
    List<ByteBuffer> slices = new ArrayList<>();
    ByteBuffer offsets = offsets(maxBytes);
    long next = offset;
    int room = maxBytes;
    while (next < end) {
      long count = Long.highestOneBit(Math.min(end - next, MOST));
      ByteBuffer rest = batches.get(Long.numberOfTrailingZeros(count));
      room -= Long.BYTES + rest.remaining();
      if (room < 0 && !slices.isEmpty()) {
        break;
      }
      slices.add(offsets.slice(offsets.position(), Long.BYTES));
      offsets.putLong(next);
      slices.add(rest);
      next += count;
    }
    return new RecordSlices(slices);
  }

  /** Room for the offsets of whole batches and one of each lesser size. */
  private ByteBuffer offsets(int maxBytes) {
    int whole = maxBytes / (MOST * VALUE_BYTES);
    return ByteBuffer.allocateDirect((whole + batches.size()) * Long.BYTES);
  }
}
