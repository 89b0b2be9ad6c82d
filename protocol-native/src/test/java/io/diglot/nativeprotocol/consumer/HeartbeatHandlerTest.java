package io.diglot.nativeprotocol.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.core.Core;
import io.diglot.core.CoreConfig;
import io.diglot.nativeprotocol.client.ClientTable;
import io.diglot.nativeprotocol.group.KnownGroups;
import io.diglot.nativeprotocol.topic.TopicCreation;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RemotingLimits;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.Response;
import io.diglot.store.LogConfig;
import io.diglot.store.LogConfig.Durability;
import io.diglot.store.files.LocalSegments;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatHandlerTest {
  @TempDir private Path directory;

  /** The group is created first, and meanwhile the connection goes. */
  @Test
  void aMemberWhoseConnectionWentIsNotKept() throws Exception {
    try (Core core = open()) {
      ClientTable clients = new ClientTable(core.clientGroups());
      HeartbeatHandler handler =
          new HeartbeatHandler(
              clients,
              core.clientGroups(),
              new KnownGroups(core.subscriptionGroups()),
              new TopicCreation(core.topics(), core.autoCreation()));
      EmbeddedChannel channel = new EmbeddedChannel();
      Connection connection = connection(channel);
      assertEquals(0, beat(handler, connection, "alive").code());
      assertEquals(1, core.clientGroups().members("alive").size());
      channel.close().syncUninterruptibly();
      clients.closed(connection);
      assertEquals(0, beat(handler, connection, "late").code());
      // Whatever is still on its way to the control thread is there before this.
      core.clientGroups().leave("other", "nobody").toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertEquals(List.of(), core.clientGroups().members("late"));
      assertEquals(List.of(), core.clientGroups().members("alive"));
    }
  }

  private static Response beat(HeartbeatHandler handler, Connection connection, String group)
      throws Exception {
    String body =
        "{\"clientID\":\"c\",\"consumerDataSet\":[{\"groupName\":\""
            + group
            + "\",\"consumeType\":\"CONSUME_PASSIVELY\",\"messageModel\":\"CLUSTERING\"}]}";
    Command request =
        Command.request(
            RequestCode.HEART_BEAT, Map.of(), Unpooled.wrappedBuffer(body.getBytes(UTF_8)));
    return handler.handle(connection, request).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Core open() throws IOException {
    LogConfig log = new LogConfig(1 << 20, Durability.ASYNC_FLUSH, Duration.ofMillis(100), 1 << 20);
    Core.CoreParts parts =
        new Core.CoreParts(
            InstantSource.system(),
            new SplittableRandom(1),
            payload -> Optional.empty(),
            List.of());
    return Core.open(CoreConfig.standard(log, List.of()), LocalSegments.in(directory), parts);
  }

  private static Connection connection(EmbeddedChannel channel)
      throws ReflectiveOperationException {
    Constructor<Connection> constructor =
        Connection.class.getDeclaredConstructor(Channel.class, RemotingLimits.class);
    constructor.setAccessible(true);
    return constructor.newInstance(channel, RemotingLimits.standard());
  }
}
