package io.diglot.store;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The one log: a row of segments, the newest of which is appended to. All methods are thread-safe.
 * Appends take a short lock; reads take none.
 *
 * <p>A queue is named by a 64-bit key that the owner of the log gives it once and never reuses. A
 * position is an opaque, strictly increasing number below 2^61 and a multiple of 8: nobody outside
 * does arithmetic on it.
 */
public interface Log extends AutoCloseable {

  /** The key of frames that belong to no queue. */
  long NO_QUEUE = 0;

  /** Appends one frame; it can be read as soon as the call returns. */
  AppendResult append(FrameDraft draft);

  /**
   * Appends frames one after the other, all or none; after a crash each of them is whole or absent.
   */
  AppendResult append(List<FrameDraft> drafts);

  /**
   * Runs the action once everything before the position is as durable as configured: at once and on
   * the calling thread under {@code ASYNC_FLUSH}, after the next group commit and on the flusher's
   * thread under {@code SYNC_FLUSH}. The argument says whether it is; false means that the log
   * stopped. Actions must be short.
   */
  void whenDurable(long endPosition, DurableAction action);

  /** See {@link #whenDurable}. */
  @FunctionalInterface
  interface DurableAction {
    /** Called exactly once. */
    void run(boolean durable);
  }

  /** The ends of a queue; {@link QueueEnds#EMPTY} for a queue that never had a record. */
  QueueEnds ends(long queue);

  /**
   * Moves a queue's start forward (to at most its end), because its records were deleted. Holds
   * until the log is closed: the caller keeps it in a view of its own and repeats it after a
   * restart.
   */
  void trim(long queue, long startOffset);

  /**
   * Reads frames of a queue, the first being the one that holds {@code fromOffset}. The run is
   * empty at the queue's end. An offset before the start reads from the start. A damaged frame is
   * reported and passed over, as if it were a gap.
   */
  FrameRun read(long queue, long fromOffset, FrameSelector selector);

  /**
   * The frame at a position that an append or a read gave out; empty when it is gone or no frame
   * begins there.
   */
  Optional<FrameRun> at(long position);

  /**
   * The first frame (as base offset) whose greatest timestamp is at least the given one, or the
   * queue's end when there is none. Exact record offsets inside the frame are the caller's
   * business.
   */
  long firstFrameSince(long queue, long timestamp);

  /** Base offset of the frame with the greatest timestamp, or -1 for a queue without frames. */
  long frameOfGreatestTimestamp(long queue);

  /**
   * Whether a read from this offset will be served from memory; if not, do it where waiting for a
   * disk is allowed.
   *
   * @param toOffset before which it ends at the latest; {@link Long#MAX_VALUE} if that is not known
   * @param bytes of payload that it may pass over, or one frame
   */
  boolean isHot(long queue, long fromOffset, long toOffset, long bytes);

  /**
   * Whether what stands at this offset or after is in the last {@link LogConfig#hotBytes} of the
   * log, in memory or, after a start, not yet again.
   */
  boolean isRecent(long queue, long fromOffset);

  /** Where the oldest frame stands, and where the next one will. */
  long startPosition();

  /** See {@link #startPosition}. */
  long endPosition();

  /** Whether the log takes appends; false after an I/O error. */
  boolean isWritable();

  /**
   * Drops whole sealed segments, oldest first, as long as the policy lets each go and no view needs
   * a frame in it ({@link View#leastNeededPosition}). Returns how many went; when the policy let
   * more go, a view stands in the way. Called periodically by the owner.
   */
  int retain(RetentionPolicy policy);

  /** Says which sealed segments may go. */
  @FunctionalInterface
  interface RetentionPolicy {
    /** Whether a sealed segment may be dropped. */
    boolean mayDrop(SealedSegment segment);
  }

  /**
   * What a retention policy may look at.
   *
   * @param queues the queues with frames in it, each with its greatest timestamps
   * @param sizeBytes its size
   * @param bytesFromHere its size and that of everything after it
   * @param sealedAt when it was sealed, milliseconds since the epoch
   * @param endPosition where its last frame ends: what is needed before it keeps it from being
   *     dropped
   */
  record SealedSegment(
      List<QueueShare> queues,
      long sizeBytes,
      long bytesFromHere,
      long sealedAt,
      long endPosition) {}

  /**
   * A queue's part in a sealed segment.
   *
   * @param queue the queue
   * @param endOffset the offset after its last record there
   * @param greatestTimestamp greatest record timestamp there
   * @param greatestStoreTimestamp greatest store timestamp there
   * @param bytes payload bytes there
   */
  record QueueShare(
      long queue,
      long endOffset,
      long greatestTimestamp,
      long greatestStoreTimestamp,
      long bytes) {}

  /** Seals nothing, forces everything, and gives all files back. */
  @Override
  void close() throws IOException;

  /**
   * Increased at each open. Who answers with it as Kafka's leader epoch lets clients see that the
   * log may have lost its unforced end.
   */
  int epoch();

  /** What opening the log found. */
  RecoveryReport recovery();

  /**
   * Opens a log and brings the views to its end: newest valid snapshot, then the frames after it;
   * the tail is cut at the first frame that is not whole. The log owns the segment store from here
   * on, even when opening fails.
   *
   * @throws IOException when the store cannot be read, is owned by somebody else, or lost what the
   *     views need
   */
  static Log open(LogConfig config, SegmentStore segments, InstantSource clock, List<View> views)
      throws IOException {
    return SegmentedLog.open(config, segments, clock, views, new ThreadWorkers());
  }
}
