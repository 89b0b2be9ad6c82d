package io.diglot.store.files;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;

/**
 * Gives mapped memory back at once instead of at some garbage collection: a deleted file's blocks
 * are free only when nothing maps it any more. Java 17 has no public way; this is the one that
 * {@code jdk.unsupported} keeps open for it.
 */
final class MappedMemory {

  private static final MappedMemory INSTANCE = new MappedMemory();

  private final Object unsafe;
  private final Method invokeCleaner;

  private MappedMemory() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      unsafe = field.get(null);
      invokeCleaner = type.getMethod("invokeCleaner", ByteBuffer.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Unmaps a buffer that came from {@code FileChannel.map} itself. Whoever touches it, or a slice
   * of it, afterwards crashes the process.
   */
  static void unmap(ByteBuffer mapped) {
    try {
      INSTANCE.invokeCleaner.invoke(INSTANCE.unsafe, mapped);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot unmap", e);
    }
  }
}
