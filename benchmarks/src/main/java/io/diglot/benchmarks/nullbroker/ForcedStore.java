package io.diglot.benchmarks.nullbroker;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What it took survives a power cut, until as much again came: a thread of its own writes what has
 * come together while it was busy with the last to a file whose writes go to the disk at once, over
 * and over from its beginning, since nothing is as cheap as blocks that are there already. Each
 * such group begins a page of its own, since a page that is on its way to the disk cannot be
 * written to.
 */
final class ForcedStore implements NullStore {
  private static final int PAGE = 4096;
  private static final int FIRST_GROUP = 1 << 20;
  private static final int ROUND = 8 << 20;

  private final FileChannel file;
  private final ExecutorService forcing = Executors.newSingleThreadExecutor(ForcedStore::thread);
  private ByteBuffer group = ByteBuffer.allocateDirect(FIRST_GROUP);
  private ByteBuffer spare = ByteBuffer.allocateDirect(FIRST_GROUP);
  private CompletableFuture<Void> forced = new CompletableFuture<>();
  private long end;

  /** With a file that it closes in the end, and whose writes are on the disk when they return. */
  ForcedStore(FileChannel file) {
    this.file = file;
  }

  /** With a new file in a directory, which is created if it is missing. */
  static ForcedStore in(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel file = FileChannel.open(directory.resolve(FILE), CREATE_NEW, WRITE, DSYNC);
    file.write(ByteBuffer.allocateDirect(ROUND));
    return new ForcedStore(file);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "forcing");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized CompletionStage<Void> append(ByteBuffer bytes) {
    if (group.position() == 0) {
      forcing.execute(this::force);
    }
    if (group.remaining() < bytes.remaining()) {
      group = larger(bytes.remaining());
    }
    group.put(bytes);
    return forced;
  }

  private ByteBuffer larger(int more) {
    int capacity = Math.max(2 * group.capacity(), group.position() + more);
    return ByteBuffer.allocateDirect(capacity).put(group.flip());
  }

  private void force() {
    ByteBuffer taken;
    CompletableFuture<Void> done;
    synchronized (this) {
      taken = group;
      done = forced;
      group = spare;
      forced = new CompletableFuture<>();
    }
    try {
      taken.flip();
      long at = end + taken.remaining() > ROUND ? 0 : end;
      while (taken.hasRemaining()) {
        at += file.write(taken, at);
      }
      end = (at + PAGE - 1) & -PAGE;
      done.complete(null);
    } catch (IOException e) {
      done.completeExceptionally(e);
    } finally {
      spare = taken.clear();
    }
  }

  @Override
  public void close() throws IOException {
    forcing.shutdown();
    file.close();
  }
}
