package io.diglot.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Where segments live: take over, create, open, list, delete. The narrow port that a replicated
 * ledger could stand in for. A segment is named by its base position, and beside it stand small
 * immutable companions. Methods may be called from any thread, for one name by one thread at a
 * time.
 */
public interface SegmentStore extends Closeable {

  /**
   * Makes the caller the owner and fences whoever was it before. Called once, before anything else.
   *
   * @throws IOException when somebody else still owns it, or on an I/O error
   */
  Ownership takeOver() throws IOException;

  /**
   * What the new owner finds.
   *
   * @param epoch higher than that of every owner before; the first is 1
   * @param clean whether the owner before called {@link #release}, or there was none
   * @param endPosition what it passed to {@link #release}; 0 if it did not
   */
  record Ownership(int epoch, boolean clean, long endPosition) {}

  /**
   * Remembers durably that the owner forced everything it wrote and writes no more.
   *
   * @param endPosition where the log's data ends
   */
  void release(long endPosition) throws IOException;

  /** Base positions of all segments, ascending. */
  List<Long> segments() throws IOException;

  /**
   * Creates a segment, durable as an empty name at return; none of its bytes is allocated yet.
   *
   * @throws NoRoomException when there is no room even for that
   */
  SegmentFile create(long basePosition, int size) throws IOException;

  /** Opens an existing segment; all its bytes count as allocated that were ever written. */
  SegmentFile open(long basePosition) throws IOException;

  /** Deletes a segment; open {@link SegmentFile}s of it stay readable. No error if it is gone. */
  void delete(long basePosition) throws IOException;

  /** What stands beside the segments. */
  enum Companion {
    /** The index of the sealed segment with that base position. */
    INDEX,
    /** The views as of that position. */
    SNAPSHOT
  }

  /** Positions that have a companion of a sort, ascending. */
  List<Long> companions(Companion sort) throws IOException;

  /**
   * Writes a companion: whole and durable at return, absent (or as before) otherwise.
   *
   * @throws NoRoomException when there is no room
   */
  void write(Companion sort, long position, ByteBuffer content) throws IOException;

  /** Reads a companion. */
  Content read(Companion sort, long position) throws IOException;

  /** Deletes a companion. No error if it is gone. */
  void delete(Companion sort, long position) throws IOException;

  /** What the journal holds; empty if there is none. */
  Optional<Content> readJournal() throws IOException;

  /**
   * Opens the journal. If there is none of that size, makes one first: full of zeros, and durable
   * as such.
   *
   * @throws NoRoomException when there is no room for it
   */
  JournalFile openJournal(int size) throws IOException;

  /** Deletes the journal. No error if there is none. */
  void deleteJournal() throws IOException;

  /** Gives up ownership and closes; open {@link SegmentFile}s stay readable until closed. */
  @Override
  void close() throws IOException;

  /** A companion's bytes. */
  interface Content extends Closeable {
    /** The bytes from 0 to the limit, read-only; not to be touched after {@link #close}. */
    ByteBuffer bytes();

    /** Gives the memory back. */
    @Override
    void close();
  }

  /** The open journal. */
  interface JournalFile extends Closeable {
    /**
     * Writes parts one after the other from a place on, within its size. At return they survive a
     * power cut; if it fails, what stood there may be damaged.
     */
    void write(int place, ByteBuffer... parts) throws IOException;
  }

  /** An open segment. */
  interface SegmentFile extends Closeable {
    /** How many bytes it holds at most. */
    int size();

    /**
     * The segment's memory, from 0 to {@link #size}. Only allocated bytes may be written; bytes
     * that were never written read as zero. Not to be touched after {@link #close}.
     */
    ByteBuffer memory();

    /**
     * Allocates a range, fills it with zeros and brings it into memory, so that writing there can
     * not fail for want of room.
     *
     * @param piece how many bytes at most are allocated with one call, and may be kept together
     *     from then on
     * @throws NoRoomException when there is no room; a part may have been allocated
     */
    void allocate(int from, int to, int piece) throws IOException;

    /**
     * Starts to bring a range into memory that will be read soon, without waiting for the disk. A
     * hint.
     */
    default void willNeed(int from, int to) {}

    /** Brings a range into memory, and waits for the disk if it has to. A hint. */
    default void load(int from, int to) {}

    /**
     * Lets go of the memory of a range: until it is touched again it counts for nothing in what the
     * process has resident. What it holds stays as it is, and may be used all the while. A hint.
     */
    default void unload(int from, int to) {}

    /**
     * Returns when everything written to a range before the call survives a power cut. What was
     * allocated but not written stays out of it: it would only go to the disk twice. Never called
     * again after an error.
     */
    void force(int from, int to) throws IOException;

    /** Gives the memory back. */
    @Override
    void close();
  }

  /** There is no room on the device: nothing is broken, and it may pass. */
  final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With the error that said so. */
    public NoRoomException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
