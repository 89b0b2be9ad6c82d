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
 * {@code jdk.unsupported} keeps that way open. And parts of it are loaded ahead without waiting for
 * the disk, and unloaded, as Java 22's {@code MemorySegment} does, where the JVM was started with
 * {@code java.nio} opened (the jar's manifest says so); elsewhere nothing happens.
 */
final class MappedMemory {

  private static final Logger LOG = LoggerFactory.getLogger(MappedMemory.class);
  private static final int PAGE = 4096;
  private static final MappedMemory INSTANCE = new MappedMemory();

  private final Object unsafe;
  private final Method invokeCleaner;
  private final Optional<Advice> advice;

  private MappedMemory() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      unsafe = field.get(null);
      invokeCleaner = type.getMethod("invokeCleaner", ByteBuffer.class);
      advice = findAdvice();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * How to tell the system what becomes of mapped memory.
   *
   * @param willNeed takes the address of a page, and a length
   * @param unload takes an address, whether the mapping is synchronous, and a length
   * @param address where a buffer's memory begins
   */
  private record Advice(Method willNeed, Method unload, Field address) {}

  private static Optional<Advice> findAdvice() {
    try {
      Class<?> utilities = Class.forName("java.nio.MappedMemoryUtils");
      Method willNeed = utilities.getDeclaredMethod("load0", long.class, long.class);
      Method unload = utilities.getDeclaredMethod("unload", long.class, boolean.class, long.class);
      Field address = Buffer.class.getDeclaredField("address");
      willNeed.setAccessible(true);
      unload.setAccessible(true);
      address.setAccessible(true);
      return Optional.of(new Advice(willNeed, unload, address));
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

  /** Whether {@link #willNeed} and {@link #unload} do something in this JVM. */
  static boolean takesAdvice() {
    return INSTANCE.advice.isPresent();
  }

  /** Starts to bring the pages of a range of a mapped buffer into memory. */
  static void willNeed(ByteBuffer mapped, int from, int to) {
    if (to > from) {
      INSTANCE.advice.ifPresent(way -> willNeed(way, mapped, from & -PAGE, to));
    }
  }

  private static void willNeed(Advice way, ByteBuffer mapped, int from, int to) {
    try {
      way.willNeed().invoke(null, way.address().getLong(mapped) + from, (long) to - from);
    } catch (ReflectiveOperationException e) {
      LOG.debug("memory is not loaded ahead", e); // it was a hint
    }
  }

  /** Lets go of the pages of a range of a mapped buffer; see {@link MappedSegment#unload}. */
  static void unload(ByteBuffer mapped, int from, int to) {
    if (to > from) {
      INSTANCE.advice.ifPresent(way -> unload(way, mapped, from, to));
    }
  }

  private static void unload(Advice way, ByteBuffer mapped, int from, int to) {
    try {
      way.unload().invoke(null, way.address().getLong(mapped) + from, false, (long) to - from);
    } catch (ReflectiveOperationException e) {
      LOG.debug("memory stays loaded", e); // it was a hint
    }
  }
}
