package io.diglot.store;

/** What became of an append. */
public sealed interface AppendResult {

  /**
   * The frames are in the log and readable.
   *
   * @param position where the first frame stands
   * @param endPosition where the last frame ends: give it to {@link Log#whenDurable} to wait for
   *     the promised durability
   * @param baseOffset the first frame's base offset in its queue; 0 for a frame that belongs to no
   *     queue
   * @param storeTimestamp when the log took them, milliseconds since the epoch; never decreases
   *     along the log
   */
  record Appended(long position, long endPosition, long baseOffset, long storeTimestamp)
      implements AppendResult {}

  /**
   * Nothing was appended.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements AppendResult {}

  /** Why the log takes no frame. */
  enum Refusal {
    /** There is no room for the next segment; reads go on, and writes too once there is room. */
    DISK_FULL,
    /** The frames together do not fit into one segment. */
    TOO_LARGE,
    /** The log met an I/O error or was closed; it stays so until the process starts again. */
    STOPPED
  }
}
