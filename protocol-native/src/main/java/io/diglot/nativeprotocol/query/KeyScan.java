package io.diglot.nativeprotocol.query;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Records;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.nativeprotocol.convert.CommonRecordEncoder;
import io.diglot.nativeprotocol.message.MalformedMessageException;
import io.diglot.nativeprotocol.message.PropertyNames;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector;
import io.diglot.store.FrameSelector.Choice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Looks a key up by reading a topic's messages of a time span, since there is no index of keys. How
 * much one query reads is bounded. Not for event loops. For one query.
 */
final class KeyScan {
  /** How many records one query reads at most. */
  static final int MAX_SCANNED = 500_000;

  private static final int STEP_RECORDS = 512;
  private static final long STEP_BYTES = 4 << 20;

  private final Queues queues;
  private final Records records;
  private final CommonRecordEncoder encoder;
  private final Wanted wanted;
  private final List<ByteBuffer> found = new ArrayList<>();
  private long scanned;

  KeyScan(Queues queues, Records records, CommonRecordEncoder encoder, Wanted wanted) {
    this.queues = queues;
    this.records = records;
    this.encoder = encoder;
    this.wanted = wanted;
  }

  /**
   * What to look for: one of the KEYS, or the UNIQ_KEY. Times are store times, in milliseconds
   * since the epoch.
   */
  record Wanted(Topic topic, String key, boolean unique, int most, long begin, long end) {
    boolean matches(Map<String, String> properties) {
      if (unique) {
        return key.equals(properties.get(PropertyNames.UNIQ_KEY));
      }
      String keys = properties.getOrDefault(PropertyNames.KEYS, "");
      return Arrays.asList(keys.split(" ", -1)).contains(key);
    }
  }

  /** The messages in their stored layout. */
  List<ByteBuffer> run() {
    for (int queueId = 0; queueId < wanted.topic().queueCount(); queueId++) {
      long queueKey = wanted.topic().queueKey(queueId);
      long offset = queues.firstOffsetSince(queueKey, wanted.begin());
      while (offset >= 0 && !isFull() && !gaveUp()) {
        offset = step(queueKey, offset);
      }
    }
    return found;
  }

  /** Whether it stopped before the end of what it was to read. */
  boolean gaveUp() {
    return scanned >= MAX_SCANNED;
  }

  private boolean isFull() {
    return found.size() >= wanted.most();
  }

  /** Reads some frames; gives the offset to go on from, or -1 at the end. */
  private long step(long queueKey, long offset) {
    try (FrameRun run = queues.read(queueKey, offset, new Step())) {
      for (Frame frame : run.frames()) {
        scanned += frame.recordCount();
        if (frame.storeTimestamp() > wanted.end() || isFull()) {
          return -1;
        }
        look(frame);
      }
      return run.nextOffset() > offset ? run.nextOffset() : -1;
    }
  }

  private void look(Frame frame) {
    if (frame.kind() == FrameKind.NATIVE) {
      lookAtMessage(frame);
      return;
    }
    for (CommonRecord record : records.of(frame)) {
      var message = encoder.message(record, wanted.topic().name());
      if (wanted.matches(message.propertyMap()) && !isFull()) {
        found.add(StoredMessageCodec.encode(message));
      }
    }
  }

  private void lookAtMessage(Frame frame) {
    try {
      if (wanted.matches(StoredMessageCodec.decode(frame.payload()).propertyMap())) {
        ByteBuffer copy = ByteBuffer.allocate(frame.payload().remaining());
        found.add(copy.put(frame.payload().duplicate()).flip());
      }
    } catch (MalformedMessageException e) {
      // Nobody can read it: it has no keys.
      return;
    }
  }

  /** Some frames at once. */
  private static final class Step implements FrameSelector {
    private long taken;
    private long bytes;

    @Override
    public Choice choose(
        FrameKind kind, long base, int count, int size, int tagHash, long greatestTimestamp) {
      if (taken >= STEP_RECORDS || bytes >= STEP_BYTES) {
        return Choice.STOP;
      }
      taken += count;
      bytes += size;
      return kind == FrameKind.NATIVE || kind == FrameKind.KAFKA ? Choice.TAKE : Choice.SKIP;
    }
  }
}
