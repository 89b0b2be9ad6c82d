package io.diglot.store;

import io.diglot.store.Log.QueueShare;
import io.diglot.store.Log.RetentionPolicy;
import io.diglot.store.Log.SealedSegment;
import java.util.ArrayList;
import java.util.List;

/** Counts the segments that may go: sealed ones, oldest first, up to the first that must stay. */
final class Retention {

  private Retention() {}

  /**
   * How many segments at the beginning of a row may be dropped. The caller sees to it that none is
   * dropped meanwhile.
   *
   * @param needed least position that a view still needs
   */
  static int droppable(SegmentRow row, long needed, RetentionPolicy policy) {
    long bytesFromHere = 0;
    for (int i = 0; i < row.size(); i++) {
      bytesFromHere += row.get(i).dataEnd();
    }
    int count = 0;
    while (count < row.size()) {
      Segment segment = row.get(count);
      if (!segment.isSealed()
          || !policy.mayDrop(describe(segment, bytesFromHere))
          || segment.endPosition() > needed) {
        break;
      }
      bytesFromHere -= segment.dataEnd();
      count++;
    }
    return count;
  }

  private static SealedSegment describe(Segment segment, long bytesFromHere) {
    List<QueueShare> queues = new ArrayList<>();
    segment
        .directory()
        .forEachQueue(
            totals -> {
              if (totals.queue() != Log.NO_QUEUE) {
                queues.add(
                    new QueueShare(
                        totals.queue(),
                        totals.endOffset(),
                        totals.greatestTimestamp(),
                        totals.greatestStoreTimestamp(),
                        totals.bytes()));
              }
            });
    return new SealedSegment(
        queues, segment.dataEnd(), bytesFromHere, segment.sealedAt(), segment.endPosition());
  }
}
