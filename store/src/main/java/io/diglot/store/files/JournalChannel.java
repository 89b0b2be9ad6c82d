package io.diglot.store.files;

import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import io.diglot.store.SegmentStore.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The journal as a file each write to which is on the disk at return. */
final class JournalChannel implements JournalFile {

  private final FileChannel channel;

  private JournalChannel(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens a file that has its full size already, so that a write changes nothing but bytes. */
  static JournalChannel open(Path path) throws IOException {
    return new JournalChannel(FileChannel.open(path, WRITE, DSYNC));
  }

  @Override
  public void write(int place, ByteBuffer... parts) throws IOException {
    channel.position(place);
    ByteBuffer last = parts[parts.length - 1];
    while (last.hasRemaining()) {
      channel.write(parts);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
