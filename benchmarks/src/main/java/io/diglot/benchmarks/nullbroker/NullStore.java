package io.diglot.benchmarks.nullbroker;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.record.internal.MemoryRecords;

/**
 * One file that takes what producers send, a queue's batches with one write, unchecked and never
 * read. Less does no broker that keeps anything. Thread-safe.
 */
final class NullStore implements AutoCloseable {
  static final String FILE = "records";

  private final FileChannel file;

  private NullStore(FileChannel file) {
    this.file = file;
  }

  /** With a new file in a directory, which is created if it is missing. */
  static NullStore in(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new NullStore(FileChannel.open(directory.resolve(FILE), CREATE_NEW, WRITE));
  }

  /** Takes some more. */
  synchronized void append(MemoryRecords records) {
    try {
      records.writeFullyTo(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
