package io.diglot.store.files;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Java 17 has no public way for. Mapped memory is given back at once instead of at some
 * garbage collection, since a deleted file's blocks are free only when nothing maps it any more:
 * {@code jdk.unsupported} keeps that way open. And parts of it are unloaded, as Java 22's {@code
 * MemorySegment.unload} does, where the JVM was started with {@code java.nio} opened (the jar's
 * manifest says so); elsewhere they stay.
 */
final class MappedMemory {

  private static final Logger LOG = LoggerFactory.getLogger(MappedMemory.class);
  private static final MappedMemory INSTANCE = new MappedMemory();

  private final Object unsafe;
  private final Method invokeCleaner;
  private final Optional<Unloading> unloading;

  private MappedMemory() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      unsafe = field.get(null);
      invokeCleaner = type.getMethod("invokeCleaner", ByteBuffer.class);
      unloading = findUnloading();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * How to unload.
   *
   * @param unload takes an address, whether the mapping is synchronous, and a length
   * @param address where a buffer's memory begins
   */
  private record Unloading(Method unload, Field address) {}

  private static Optional<Unloading> findUnloading() {
    try {
      Method unload =
          Class.forName("java.nio.MappedMemoryUtils")
              .getDeclaredMethod("unload", long.class, boolean.class, long.class);
      Field address = Buffer.class.getDeclaredField("address");
      unload.setAccessible(true);
      address.setAccessible(true);
      return Optional.of(new Unloading(unload, address));
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return Optional.empty();
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

  /** Whether {@link #unload} does something in this JVM. */
  static boolean canUnload() {
    return INSTANCE.unloading.isPresent();
  }

  /** Lets go of the pages of a range of a mapped buffer; see {@link MappedSegment#unload}. */
  static void unload(ByteBuffer mapped, int from, int to) {
    if (to > from) {
      INSTANCE.unloading.ifPresent(way -> unload(way, mapped, from, to));
    }
  }

  private static void unload(Unloading way, ByteBuffer mapped, int from, int to) {
    try {
      way.unload().invoke(null, way.address().getLong(mapped) + from, false, (long) to - from);
    } catch (ReflectiveOperationException e) {
      LOG.debug("memory stays loaded", e); // it was a hint
    }
  }
}
