package io.diglot.core.queue;

import io.diglot.core.model.Limits;
import io.diglot.core.queue.machine.ProducerSequence;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.View;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jctools.maps.NonBlockingHashMapLong;
import org.jspecify.annotations.Nullable;

/** Idempotent producers of all queues, built from the marks in the stored Kafka batches. */
final class ProducerView implements View {
  private static final int VERSION = 1;

  private static final int PRODUCER_BYTES = Long.BYTES + Short.BYTES + Byte.BYTES;
  private static final int BATCH_BYTES = 2 * Integer.BYTES + 3 * Long.BYTES;

  private final ProducerStampReader stamps;
  private final long expiryMillis;
  private final int mostPerQueue;
  private final NonBlockingHashMapLong<ProducerTable> tables = new NonBlockingHashMapLong<>();
  private long newestTimestamp;

  /**
   * An empty view.
   *
   * @param expiry how long a silent producer is remembered ({@code producer.id.expiration.ms})
   */
  ProducerView(ProducerStampReader stamps, Duration expiry, Limits limits) {
    this.stamps = stamps;
    this.expiryMillis = expiry.toMillis();
    this.mostPerQueue = limits.maxProducersPerQueue();
  }

  /** The queue's producers; their monitor is to be held over check and append. */
  ProducerTable table(long queueKey) {
    ProducerTable known = tables.get(queueKey);
    if (known != null) {
      return known;
    }
    ProducerTable created = new ProducerTable();
    ProducerTable before = tables.putIfAbsent(queueKey, created);
    return before == null ? created : before;
  }

  /** What is known of a producer, unless that has expired. */
  @Nullable ProducerSequence find(ProducerTable table, long producerId, long now) {
    ProducerSequence known = table.find(producerId);
    return known == null || known.lastWrite() < now - expiryMillis ? null : known;
  }

  @Override
  public String name() {
    return "producers";
  }

  @Override
  public boolean wants(FrameKind kind) {
    return kind == FrameKind.KAFKA;
  }

  @Override
  public void apply(Frame frame) {
    newestTimestamp = frame.storeTimestamp();
    Optional<ProducerStamp> found = stamps.read(frame.payload());
    if (found.isEmpty()) {
      return;
    }
    ProducerStamp stamp = found.get();
    ProducerTable table = table(frame.queue());
    ProducerSequence known = find(table, stamp.producerId(), frame.storeTimestamp());
    ProducerSequence producer = known == null ? new ProducerSequence(stamp.producerId()) : known;
    if (producer.judge(stamp.epoch(), stamp.baseSequence(), stamp.lastSequence())
        != ProducerSequence.Verdict.NEXT) {
      // Not from a producer's own append, which was judged before: a copy, say of a delayed batch.
      return;
    }
    producer.accept(
        stamp.epoch(),
        stamp.baseSequence(),
        stamp.lastSequence(),
        frame.baseOffset(),
        frame.position(),
        frame.storeTimestamp());
    if (known == null) {
      table.forget(frame.storeTimestamp() - expiryMillis);
      table.add(producer, frame.storeTimestamp() - expiryMillis, mostPerQueue);
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(newestTimestamp);
    ByteBuffer entry =
        ByteBuffer.allocate(PRODUCER_BYTES + ProducerSequence.REMEMBERED * BATCH_BYTES);
    for (long queueKey : tables.keySetLong()) {
      ProducerTable table = tables.get(queueKey);
      if (table != null && !table.forget(newestTimestamp - expiryMillis)) {
        out.writeLong(queueKey);
        List<ProducerSequence> producers = table.all();
        out.writeInt(producers.size());
        for (ProducerSequence producer : producers) {
          fill(entry.clear(), producer);
          out.write(entry.array(), 0, entry.position());
        }
      }
    }
    out.writeLong(0);
  }

  @Override
  public void load(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("producers snapshot of version " + version);
    }
    newestTimestamp = in.readLong();
    tables.clear();
    for (long queueKey = in.readLong(); queueKey != 0; queueKey = in.readLong()) {
      ProducerTable table = table(queueKey);
      for (int left = in.readInt(); left > 0; left--) {
        table.add(read(in), Long.MIN_VALUE, Integer.MAX_VALUE);
      }
    }
  }

  /** What {@link #read} reads, put together: appends wait for a snapshot of every producer. */
  private static void fill(ByteBuffer entry, ProducerSequence producer) {
    entry.putLong(producer.producerId());
    entry.putShort(producer.epoch());
    entry.put((byte) producer.count());
    for (int back = producer.count() - 1; back >= 0; back--) {
      int slot = producer.slot(back);
      entry.putInt(producer.baseSequence(slot));
      entry.putInt(producer.lastSequence(slot));
      entry.putLong(producer.baseOffset(slot));
      entry.putLong(producer.position(slot));
      entry.putLong(producer.storeTimestamp(slot));
    }
  }

  private static ProducerSequence read(DataInput in) throws IOException {
    ProducerSequence producer = new ProducerSequence(in.readLong());
    short epoch = in.readShort();
    for (int left = in.readByte(); left > 0; left--) {
      producer.accept(
          epoch, in.readInt(), in.readInt(), in.readLong(), in.readLong(), in.readLong());
    }
    return producer;
  }
}
