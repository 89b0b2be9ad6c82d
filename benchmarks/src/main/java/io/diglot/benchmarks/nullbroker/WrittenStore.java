package io.diglot.benchmarks.nullbroker;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One write for each append: what it took survives this process. */
final class WrittenStore implements NullStore {
  private final FileChannel file;

  private WrittenStore(FileChannel file) {
    this.file = file;
  }

  /** With a new file in a directory, which is created if it is missing. */
  static WrittenStore in(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new WrittenStore(FileChannel.open(directory.resolve(FILE), CREATE_NEW, WRITE));
  }

  @Override
  public synchronized CompletionStage<Void> append(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      return SAFE;
    } catch (IOException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
