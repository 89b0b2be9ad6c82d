package io.diglot.architecture.broken;

import io.diglot.architecture.broken.machine.Impure;
import io.diglot.store.FrameKind;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Never runs: each rule must find something here. Its package is not null-marked either. */
public final class ReachingHelper {

  static final int[] SHARED = {1};
  static int count;

  private ReachingHelper() {}

  static long reach() throws IOException, InterruptedException {
    Supplier<Double> random = Math::random;
    Thread.sleep(1);
    Thread thread = new Thread(() -> {});
    var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try (FileChannel file = FileChannel.open(Path.of("none"))) {
      return System.currentTimeMillis()
          + System.nanoTime()
          + file.size()
          + loops.executorCount()
          + thread.getPriority()
          + FrameKind.values().length
          + random.get().longValue()
          + new Impure().hashCode();
    }
  }
}
