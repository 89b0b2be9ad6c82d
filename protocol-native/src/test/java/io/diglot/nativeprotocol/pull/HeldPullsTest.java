package io.diglot.nativeprotocol.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Records;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.queue.Queues.ArrivalListener;
import io.diglot.core.queue.Queues.Watch;
import io.diglot.nativeprotocol.convert.CommonRecordEncoder;
import io.diglot.nativeprotocol.message.StoredHost;
import io.diglot.nativeprotocol.pull.QueueReader.Reading;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RemotingLimits;
import io.diglot.store.Frame;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.diglot.store.QueueEnds;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class HeldPullsTest {
  private static final FrameDraft ARRIVED =
      new FrameDraft(FrameKind.NATIVE, 1L << 32, 1, 0, 0, ByteBuffer.allocate(8), -1, -1, -1);
  private static final BrokerIdentity BROKER =
      new BrokerIdentity(
          "c", "b", 0, StoredHost.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
  private static final Topic TOPIC =
      new Topic(1, new UUID(1, 1), "t", 1, 1, 6, 0, false, Map.of(), 0);

  private long end;
  private int watching;

  /** What comes while the watch is being set must not leave it set for ever. */
  @Test
  void anArrivalDuringRegistrationEndsTheWatch() throws Exception {
    ScheduledThreadPoolExecutor loop = immediate();
    try {
      QueueReader reader = new QueueReader(queues(), noRecords(), new CommonRecordEncoder(BROKER));
      HeldPulls held = new HeldPulls(queues(), reader, () -> loop);
      Reading reading = new Reading(TOPIC, 0, 0, TagFilter.ALL, 32, 1000);
      CompletionStage<PullResult> result = held.hold(connection(), reading, 60_000);
      assertTrue(result.toCompletableFuture().isDone());
      assertEquals(0, watching);
      assertTrue(loop.getQueue().stream().allMatch(ScheduledTasks::isCancelled));
    } finally {
      loop.shutdownNow();
    }
  }

  private static final class ScheduledTasks {
    private ScheduledTasks() {}

    static boolean isCancelled(Runnable task) {
      return task instanceof java.util.concurrent.Future<?> future && future.isCancelled();
    }
  }

  private static ScheduledThreadPoolExecutor immediate() {
    return new ScheduledThreadPoolExecutor(1) {
      @Override
      public void execute(Runnable task) {
        task.run();
      }
    };
  }

  /** Queues of which the first watch meets an arrival before it is returned. */
  private Queues queues() {
    return (Queues)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Queues.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "ends" -> new QueueEnds(0, end);
                  case "isHot" -> true;
                  case "read" -> new NoFrames();
                  case "watch" -> watch((ArrivalListener) arguments[1]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Watch watch(ArrivalListener listener) {
    watching++;
    end = 1;
    listener.arrived(ARRIVED.queue(), ARRIVED, end);
    return () -> watching--;
  }

  private record NoFrames() implements FrameRun {
    @Override
    public List<Frame> frames() {
      return List.of();
    }

    @Override
    public long nextOffset() {
      return 1;
    }

    @Override
    public void close() {}
  }

  private static Records noRecords() {
    return new Records() {
      @Override
      public List<CommonRecord> of(Frame frame) {
        return List.of();
      }
    };
  }

  private static Connection connection() throws ReflectiveOperationException {
    Constructor<Connection> constructor =
        Connection.class.getDeclaredConstructor(Channel.class, RemotingLimits.class);
    constructor.setAccessible(true);
    return constructor.newInstance(new EmbeddedChannel(), RemotingLimits.standard());
  }
}
