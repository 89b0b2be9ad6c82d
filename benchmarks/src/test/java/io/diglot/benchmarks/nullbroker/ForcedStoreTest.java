package io.diglot.benchmarks.nullbroker;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a store that forces leaves in its file. */
@Timeout(60)
class ForcedStoreTest {
  private static final int PAGE = 4096;

  @TempDir private Path directory;

  private static ByteBuffer bytes(int count, int value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return ByteBuffer.wrap(bytes);
  }

  private static void await(CompletionStage<Void> safe) {
    safe.toCompletableFuture().join();
  }

  @Test
  void eachGroupBeginsAPage() throws IOException {
    try (ForcedStore store = ForcedStore.in(directory)) {
      await(store.append(bytes(PAGE + 1, 1)));
      await(store.append(bytes(5, 2)));
    }
    byte[] file = Files.readAllBytes(directory.resolve(NullStore.FILE));
    assertArrayEquals(bytes(PAGE + 1, 1).array(), Arrays.copyOf(file, PAGE + 1));
    assertArrayEquals(bytes(5, 2).array(), Arrays.copyOfRange(file, 2 * PAGE, 2 * PAGE + 5));
  }

  @Test
  void takesMoreThanItHasRoomFor() throws IOException {
    int large = 3 << 20;
    try (ForcedStore store = ForcedStore.in(directory)) {
      store.append(bytes(100, 1));
      await(store.append(bytes(large, 2)));
    }
    byte[] file = Files.readAllBytes(directory.resolve(NullStore.FILE));
    assertEquals(1, file[99]);
    assertEquals(large, IntStream.range(0, file.length).filter(i -> file[i] == 2).count());
  }

  @Test
  void beginsAgainWhereItBegan() throws IOException {
    int large = 3 << 20;
    try (ForcedStore store = ForcedStore.in(directory)) {
      for (int value = 1; value <= 3; value++) {
        await(store.append(bytes(large, value)));
      }
    }
    byte[] file = Files.readAllBytes(directory.resolve(NullStore.FILE));
    assertArrayEquals(bytes(large, 3).array(), Arrays.copyOf(file, large));
    assertArrayEquals(bytes(large, 2).array(), Arrays.copyOfRange(file, large, 2 * large));
  }

  @Test
  void saysSoWhenItCannotWrite() throws IOException {
    FileChannel closed = FileChannel.open(directory.resolve(NullStore.FILE), CREATE_NEW, WRITE);
    closed.close();
    try (ForcedStore store = new ForcedStore(closed)) {
      CompletionStage<Void> safe = store.append(bytes(5, 1));
      assertThrows(CompletionException.class, () -> await(safe));
    }
  }
}
