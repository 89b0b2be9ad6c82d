package io.diglot.store.files;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.diglot.store.SegmentStore.SegmentFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A segment file, mapped whole. The file is as long as the segment from the start, but sparse:
 * {@link #allocate} writes real zeros through the channel, which fails cleanly where a store into
 * an unallocated page would kill the process. No file descriptor stays open, since there may be
 * thousands of segments; the mapping alone keeps the file.
 */
final class MappedSegment implements SegmentFile {

  private static final int PAGE = 4096;

  /** Written so that reads for the sake of loading are not found to be useless, and left out. */
  private volatile int unused;

  private final Path path;
  private final MappedByteBuffer memory;
  private final ByteBuffer zeros;

  private MappedSegment(Path path, MappedByteBuffer memory, ByteBuffer zeros) {
    this.path = path;
    this.memory = memory;
    this.zeros = zeros;
  }

  /**
   * Creates a file that must not exist, durable except for its name in the directory.
   *
   * @param zeros direct memory full of zeros, which is written as often as it takes
   */
  static MappedSegment create(Path path, int size, ByteBuffer zeros) throws IOException {
    try (FileChannel channel = FileChannel.open(path, CREATE_NEW, READ, WRITE)) {
      try {
        MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
        channel.force(true);
        return new MappedSegment(path, memory, zeros);
      } catch (IOException e) {
        Files.delete(path);
        throw e;
      }
    }
  }

  /** Maps a file that exists. See {@link #create} for {@code zeros}. */
  static MappedSegment open(Path path, ByteBuffer zeros) throws IOException {
    try (FileChannel channel = FileChannel.open(path, READ, WRITE)) {
      return new MappedSegment(
          path, channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()), zeros);
    }
  }

  @Override
  public int size() {
    return memory.capacity();
  }

  @Override
  public ByteBuffer memory() {
    return memory;
  }

  @Override
  public void allocate(int from, int to, int piece) throws IOException {
    try (FileChannel channel = FileChannel.open(path, WRITE)) {
      for (int at = from; at < to; ) {
        // Up to where a whole piece may begin.
        at += (int) channel.position(at).write(zeros(zeros, Math.min(piece - at % piece, to - at)));
      }
    } catch (IOException e) {
      throw DiskRoom.explain(e, path, to - (long) from);
    }
    // Maps the pages for writing now: an append would pay for it four times over.
    for (int at = (from + PAGE - 1) & -PAGE; at < to; at += PAGE) {
      memory.put(at, (byte) 0);
    }
  }

  /** So many zeros, out of memory that holds fewer. */
  static ByteBuffer[] zeros(ByteBuffer zeros, int length) {
    int size = zeros.capacity();
    ByteBuffer[] row = new ByteBuffer[(length + size - 1) / size];
    for (int i = 0; i < row.length; i++) {
      row[i] = zeros.duplicate().clear().limit(Math.min(size, length - i * size));
    }
    return row;
  }

  @Override
  public void force(int from, int to) throws IOException {
    try {
      memory.force(from, to - from);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
  }

  @Override
  public void willNeed(int from, int to) {
    MappedMemory.willNeed(memory, from, to);
  }

  @Override
  public void load(int from, int to) {
    int sum = 0;
    for (int at = from & -PAGE; at < to; at += PAGE) {
      sum += memory.get(at);
    }
    unused = sum;
  }

  @Override
  public void unload(int from, int to) {
    MappedMemory.unload(memory, from, to);
  }

  @Override
  public void close() {
    MappedMemory.unmap(memory);
  }
}
