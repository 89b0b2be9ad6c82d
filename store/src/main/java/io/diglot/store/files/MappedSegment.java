package io.diglot.store.files;

import io.diglot.store.SegmentStore.SegmentFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A segment file, mapped whole. The file is as long as the segment from the start, but sparse:
 * {@link #allocate} writes real zeros through the channel, which fails cleanly where a store into
 * an unallocated page would kill the process.
 */
final class MappedSegment implements SegmentFile {

  private static final int PAGE = 4096;
  private static final int CHUNK = 1 << 20;

  private final Path directory;
  private final FileChannel channel;
  private final MappedByteBuffer memory;

  MappedSegment(Path directory, FileChannel channel, MappedByteBuffer memory) {
    this.directory = directory;
    this.channel = channel;
    this.memory = memory;
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
  public void allocate(int from, int to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(CHUNK, to - from));
    try {
      for (int at = from; at < to; ) {
        zeros.clear().limit(Math.min(zeros.capacity(), to - at));
        at += channel.write(zeros, at);
      }
    } catch (IOException e) {
      throw DiskRoom.explain(e, directory, to - (long) from);
    } finally {
      MappedMemory.unmap(zeros);
    }
    // Maps the pages for writing now: an append would pay for it four times over.
    for (int at = (from + PAGE - 1) & -PAGE; at < to; at += PAGE) {
      memory.put(at, (byte) 0);
    }
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
  public void close() {
    MappedMemory.unmap(memory);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
