package io.diglot.store;

import io.diglot.store.SegmentStore.Companion;
import io.diglot.store.SegmentStore.NoRoomException;
import io.diglot.store.SegmentStore.Ownership;
import io.diglot.store.SegmentStore.SegmentFile;
import io.diglot.store.index.SealedIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk in memory that remembers what was forced and what was not, loses its power at a chosen
 * sync point, and then keeps, loses, tears or garbles whatever had not been forced. Can also be
 * full, and can fail a force.
 */
final class CrashDisk {

  private static final int SECTOR = 512;

  /** The power is gone: nothing works until {@link #surviving}. */
  static final class PowerCut extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Stored {
    final byte[] forced;
    final ByteBuffer live;

    Stored(byte[] forced) {
      this.forced = forced;
      // Direct, as mapped memory is.
      this.live = ByteBuffer.allocateDirect(forced.length).put(0, forced);
    }
  }

  private final Random random;
  private final Map<Long, Stored> segments = new TreeMap<>();
  private final Map<Companion, Map<Long, byte[]>> companions = new TreeMap<>();
  private Optional<byte[]> journal = Optional.empty();
  private int epoch;
  private boolean clean = true;
  private long cleanEnd;

  private int syncPoints;
  private int cutAt = Integer.MAX_VALUE;
  private boolean dead;
  private long room = Long.MAX_VALUE;
  private boolean failForce;
  private int forces;
  private int journalWrites;
  private long unloadedBytes;
  private final BitSet asked = new BitSet();
  private final BitSet loaded = new BitSet();
  private int closedFiles;

  CrashDisk(Random random) {
    this.random = random;
    for (Companion sort : Companion.values()) {
      companions.put(sort, new TreeMap<>());
    }
  }

  /** Sync points passed so far. */
  int syncPoints() {
    return syncPoints;
  }

  /** Forces of segments so far. */
  int forces() {
    return forces;
  }

  /** Lets the power go at the sync point with this number. */
  void cutPowerAt(int syncPoint) {
    cutAt = syncPoint;
  }

  boolean isDead() {
    return dead;
  }

  /** Bytes that may still be allocated. */
  void room(long bytes) {
    room = bytes;
  }

  /** Writes to the journal so far. */
  int journalWrites() {
    return journalWrites;
  }

  /** What is in the journal. */
  Optional<byte[]> journal() {
    return journal;
  }

  /** Lets the next force, or write to the journal, fail, once. */
  void failNextForce() {
    failForce = true;
  }

  /** Flips bits of a segment where they lie. */
  void damage(long basePosition, int place) {
    Stored stored = segments.get(basePosition);
    stored.live.put(place, (byte) ~stored.live.get(place));
    stored.forced[place] = stored.live.get(place);
  }

  /** Flips bits of a companion where they lie. */
  void damage(Companion sort, long position, int place) {
    byte[] bytes = companions.get(sort).get(position);
    bytes[place] = (byte) ~bytes[place];
  }

  /** Removes a companion. */
  void lose(Companion sort, long position) {
    companions.get(sort).remove(position);
  }

  /** Length of a companion. */
  int size(Companion sort, long position) {
    return companions.get(sort).get(position).length;
  }

  /** Bytes of a segment as the process sees them. */
  byte[] bytes(long basePosition, int place, int length) {
    byte[] bytes = new byte[length];
    segments.get(basePosition).live.get(place, bytes);
    return bytes;
  }

  /** Puts bytes into a segment behind the log's back. */
  void put(long basePosition, int place, byte[] bytes) {
    segments.get(basePosition).live.put(place, bytes);
  }

  /** Segment files that were given back. */
  int closedFiles() {
    return closedFiles;
  }

  List<Long> segments() {
    return List.copyOf(segments.keySet());
  }

  List<Long> companions(Companion sort) {
    return List.copyOf(companions.get(sort).keySet());
  }

  /** Whether an index file says exactly what its segment's frames say. */
  boolean indexMatchesFrames(long basePosition) {
    ByteBuffer content = ByteBuffer.wrap(companions.get(Companion.INDEX).get(basePosition));
    SealedIndex index = SealedIndex.of(content, basePosition).orElseThrow();
    Segment segment = new Segment(basePosition, new File(basePosition, segments.get(basePosition)));
    FrameScanner.Rebuilt rebuilt = FrameScanner.rebuildIndex(segment, segment.size());
    return content.equals(
        SealedIndex.encode(rebuilt.index(), basePosition, rebuilt.dataEnd(), index.sealedAt()));
  }

  /** What the next process finds after a power cut. */
  CrashDisk surviving() {
    CrashDisk next = copyOfRest();
    for (Map.Entry<Long, Stored> entry : segments.entrySet()) {
      next.segments.put(entry.getKey(), new Stored(surviving(entry.getValue())));
    }
    return next;
  }

  /** What the next process finds when this one was killed: the page cache forgets nothing. */
  CrashDisk killed() {
    CrashDisk next = copyOfRest();
    for (Map.Entry<Long, Stored> entry : segments.entrySet()) {
      next.segments.put(entry.getKey(), new Stored(live(entry.getValue())));
    }
    return next;
  }

  private CrashDisk copyOfRest() {
    CrashDisk next = new CrashDisk(random);
    for (Companion sort : Companion.values()) {
      companions
          .get(sort)
          .forEach((position, bytes) -> next.companions.get(sort).put(position, bytes.clone()));
    }
    next.journal = journal.map(byte[]::clone);
    next.epoch = epoch;
    next.clean = clean;
    next.cleanEnd = cleanEnd;
    return next;
  }

  private static byte[] live(Stored stored) {
    byte[] bytes = new byte[stored.forced.length];
    stored.live.get(0, bytes);
    return bytes;
  }

  private byte[] surviving(Stored stored) {
    byte[] live = live(stored);
    byte[] result = stored.forced.clone();
    int mood = random.nextInt(4);
    for (int at = 0; at < live.length; at += SECTOR) {
      int end = Math.min(at + SECTOR, live.length);
      if (Arrays.equals(live, at, end, result, at, end)) {
        continue;
      }
      switch (mood == 3 ? random.nextInt(4) : mood) {
        case 0 -> {} // lost
        case 1 -> System.arraycopy(live, at, result, at, end - at); // kept
        case 2 -> // torn
            System.arraycopy(live, at, result, at, random.nextInt(end - at));
        default -> { // garbled where it was being changed
          for (int i = at; i < end; i++) {
            if (live[i] != result[i]) {
              result[i] = (byte) random.nextInt();
            }
          }
        }
      }
    }
    return result;
  }

  /** Passes a sync point; returns whether what is being synced gets through before the end. */
  private boolean syncPoint() throws IOException {
    if (dead) {
      throw new PowerCut();
    }
    if (syncPoints++ == cutAt) {
      dead = true;
      return random.nextBoolean();
    }
    return true;
  }

  private void afterSync() throws IOException {
    if (dead) {
      throw new PowerCut();
    }
  }

  private void failIfAsked() throws IOException {
    if (failForce) {
      failForce = false;
      throw new IOException("bad disk");
    }
  }

  private void take(long bytes) throws IOException {
    if (bytes > room) {
      throw new NoRoomException("full", new IOException("full"));
    }
    room -= bytes;
  }

  /** The disk as a log sees it. */
  SegmentStore store() {
    return new Store();
  }

  private final class Store implements SegmentStore {

    @Override
    public Ownership takeOver() throws IOException {
      Ownership found = new Ownership(epoch + 1, clean, cleanEnd);
      if (syncPoint()) {
        epoch++;
        clean = false;
        cleanEnd = 0;
      }
      afterSync();
      return found;
    }

    @Override
    public void release(long endPosition) throws IOException {
      if (syncPoint()) {
        clean = true;
        cleanEnd = endPosition;
      }
      afterSync();
    }

    @Override
    public List<Long> segments() {
      return new ArrayList<>(segments.keySet());
    }

    @Override
    public SegmentFile create(long basePosition, int size) throws IOException {
      if (segments.containsKey(basePosition)) {
        throw new IOException("exists: " + basePosition);
      }
      Stored stored = new Stored(new byte[size]);
      if (syncPoint()) {
        segments.put(basePosition, stored);
      }
      afterSync();
      return new File(basePosition, stored);
    }

    @Override
    public SegmentFile open(long basePosition) {
      return new File(basePosition, segments.get(basePosition));
    }

    @Override
    public void delete(long basePosition) throws IOException {
      if (syncPoint()) {
        Stored stored = segments.remove(basePosition);
        room = stored == null || room == Long.MAX_VALUE ? room : room + stored.forced.length;
      }
      afterSync();
    }

    @Override
    public List<Long> companions(Companion sort) {
      return new ArrayList<>(companions.get(sort).keySet());
    }

    @Override
    public void write(Companion sort, long position, ByteBuffer content) throws IOException {
      byte[] bytes = new byte[content.remaining()];
      content.get(bytes);
      take(bytes.length);
      if (syncPoint()) {
        companions.get(sort).put(position, bytes);
      }
      afterSync();
    }

    @Override
    public Content read(Companion sort, long position) throws IOException {
      byte[] bytes = companions.get(sort).get(position);
      if (bytes == null) {
        throw new IOException("no " + sort + " " + position);
      }
      return content(bytes);
    }

    @Override
    public void delete(Companion sort, long position) throws IOException {
      if (syncPoint()) {
        companions.get(sort).remove(position);
      }
      afterSync();
    }

    @Override
    public Optional<Content> readJournal() {
      return journal.map(CrashDisk::content);
    }

    @Override
    public JournalFile openJournal(int size) throws IOException {
      if (journal.isEmpty()) {
        take(size);
        if (syncPoint()) {
          journal = Optional.of(new byte[size]);
        }
        afterSync();
      }
      return new OpenJournal();
    }

    @Override
    public void deleteJournal() throws IOException {
      if (journal.isPresent()) {
        if (syncPoint()) {
          journal = Optional.empty();
        }
        afterSync();
      }
    }

    @Override
    public void close() {}
  }

  private static SegmentStore.Content content(byte[] bytes) {
    ByteBuffer view = ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer();
    return new SegmentStore.Content() {
      @Override
      public ByteBuffer bytes() {
        return view;
      }

      @Override
      public void close() {}
    };
  }

  /** What is written when the power goes is torn. */
  private final class OpenJournal implements SegmentStore.JournalFile {
    @Override
    public void write(int place, ByteBuffer... parts) throws IOException {
      journalWrites++;
      failIfAsked();
      boolean whole = syncPoint();
      byte[] bytes = journal.orElseThrow();
      int at = place;
      for (ByteBuffer part : parts) {
        while (part.hasRemaining()) {
          int length = Math.min(SECTOR - at % SECTOR, part.remaining());
          byte[] sector = new byte[length];
          part.get(sector);
          if (!whole && random.nextBoolean()) {
            random.nextBytes(sector);
          }
          if (whole || random.nextBoolean()) {
            System.arraycopy(sector, 0, bytes, at, length);
          }
          at += length;
        }
      }
      afterSync();
    }

    @Override
    public void close() {}
  }

  /** How many bytes of segments were unloaded in all. */
  long unloadedBytes() {
    return unloadedBytes;
  }

  /** The positions of the bytes that were asked for one by one since this was last called. */
  BitSet takeAsked() {
    return take(asked);
  }

  /** The positions of the bytes that were loaded since this was last called. */
  BitSet takeLoaded() {
    return take(loaded);
  }

  private static BitSet take(BitSet positions) {
    BitSet taken = (BitSet) positions.clone();
    positions.clear();
    return taken;
  }

  private final class File implements SegmentFile {
    private final int basePosition;
    private final Stored stored;
    private boolean closed;

    File(long basePosition, Stored stored) {
      this.basePosition = Math.toIntExact(basePosition);
      this.stored = stored;
    }

    @Override
    public int size() {
      return stored.forced.length;
    }

    @Override
    public ByteBuffer memory() {
      return stored.live;
    }

    @Override
    public void allocate(int from, int to, int piece) throws IOException {
      if (dead) {
        throw new PowerCut();
      }
      take(to - from);
      stored.live.put(from, new byte[to - from]);
    }

    @Override
    public void willNeed(int from, int to) {
      asked.set(basePosition + from, basePosition + to);
    }

    @Override
    public void load(int from, int to) {
      loaded.set(basePosition + from, basePosition + to);
    }

    @Override
    public void unload(int from, int to) {
      unloadedBytes += to - from;
    }

    @Override
    public void force(int from, int to) throws IOException {
      forces++;
      failIfAsked();
      byte[] live = live(stored);
      if (syncPoint()) {
        System.arraycopy(live, from, stored.forced, from, to - from);
      }
      afterSync();
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed twice");
      }
      closed = true;
      closedFiles++;
    }
  }
}
