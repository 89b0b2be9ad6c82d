package io.diglot.store;

import io.diglot.store.index.MemoryIndex;
import io.diglot.store.index.QueueTable;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What happens with a frame once it stands in a segment: the one code for a live append and for
 * recovery. Only under the log's lock.
 */
final class FrameTaker {

  private final QueueTable queues;
  private final View[][] viewsByKind;
  private long lastStoreTimestamp = Long.MIN_VALUE;

  FrameTaker(QueueTable queues, List<View> views) {
    this.queues = queues;
    this.viewsByKind = new View[FrameKind.values().length + 1][];
    for (FrameKind kind : FrameKind.values()) {
      viewsByKind[kind.code()] =
          views.stream().filter(view -> view.wants(kind)).toArray(View[]::new);
    }
  }

  /** Store timestamp of the newest frame; later ones must not be earlier. */
  long lastStoreTimestamp() {
    return lastStoreTimestamp;
  }

  void lastStoreTimestamp(long timestamp) {
    lastStoreTimestamp = timestamp;
  }

  /** Takes the frame into an index. */
  static void index(MemoryIndex index, ByteBuffer segment, int place) {
    long queue = segment.getLong(place + FrameFormat.QUEUE_AT);
    // Frames of no queue are indexed by position: then the index alone says what is a frame.
    long baseOffset =
        queue == Log.NO_QUEUE
            ? segment.getLong(place + FrameFormat.POSITION_AT)
            : segment.getLong(place + FrameFormat.BASE_OFFSET_AT);
    index.add(
        queue,
        baseOffset,
        segment.getInt(place + FrameFormat.RECORD_COUNT_AT),
        place,
        segment.getInt(place + FrameFormat.LENGTH_AT) - FrameFormat.HEADER_BYTES,
        segment.get(place + FrameFormat.KIND_AT),
        segment.getInt(place + FrameFormat.TAG_HASH_AT),
        segment.getLong(place + FrameFormat.GREATEST_TIMESTAMP_AT),
        segment.getLong(place + FrameFormat.STORE_TIMESTAMP_AT));
  }

  /** Takes the frame into the queue ends and the views. */
  void apply(ByteBuffer segment, int place) {
    lastStoreTimestamp = segment.getLong(place + FrameFormat.STORE_TIMESTAMP_AT);
    long queue = segment.getLong(place + FrameFormat.QUEUE_AT);
    if (queue != Log.NO_QUEUE) {
      queues.extend(
          queue,
          segment.getLong(place + FrameFormat.BASE_OFFSET_AT)
              + segment.getInt(place + FrameFormat.RECORD_COUNT_AT));
    }
    View[] interested = viewsByKind[segment.get(place + FrameFormat.KIND_AT)];
    if (interested.length > 0) {
      Frame frame = FrameFormat.frame(segment, place);
      for (View view : interested) {
        view.apply(frame);
      }
    }
  }
}
