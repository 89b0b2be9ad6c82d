package io.diglot.nativeprotocol;

import io.diglot.core.Core;
import io.diglot.core.CoreConfig;
import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Header;
import io.diglot.core.convert.RecordDecoder;
import io.diglot.core.convert.RecordHandle;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Stored;
import io.diglot.core.topic.AutoCreation;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSpec;
import io.diglot.nativeprotocol.convert.NativeRecordDecoder;
import io.diglot.nativeprotocol.message.MessageProperties;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.EventLoops;
import io.diglot.remoting.RemotingClient;
import io.diglot.remoting.RemotingLimits;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.store.Frame;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import io.diglot.store.LogConfig;
import io.diglot.store.files.LocalSegments;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assertions;

/** RocketMQ's side on a real core in a directory of its own, and a client to ask it with. */
public final class LiveBroker implements AutoCloseable {
  /** The delay of every level. */
  static final Duration DELAY = Duration.ofMillis(50);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Core core;
  private final NativeServer server;
  private final EventLoops loops = new EventLoops("test-client", 1);
  private final BlockingQueue<Command> pushed = new LinkedBlockingQueue<>();
  private final RemotingClient client;
  private final InetSocketAddress address;

  public LiveBroker(Path directory) throws IOException {
    InstantSource clock = InstantSource.system();
    LogConfig log =
        new LogConfig(8 << 20, LogConfig.Durability.ASYNC_FLUSH, Duration.ofMillis(500), 64 << 20);
    TopicDefaults defaults = TopicDefaults.standard();
    core =
        Core.open(
            CoreConfig.standard(log, List.of(AutoCreation.template(defaults))),
            LocalSegments.in(directory),
            new Core.CoreParts(
                clock,
                RandomGenerator.getDefault(),
                payload -> Optional.empty(),
                List.of(new NativeRecordDecoder(), new LineDecoder())));
    server =
        NativeServer.start(
            NativeConfig.of(
                "cluster",
                "broker",
                0,
                "127.0.0.1",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(DELAY, DELAY, DELAY, DELAY, DELAY),
                4096),
            new NativePorts(
                core.topics(),
                core.autoCreation(),
                core.queues(),
                core.delays(),
                core.records(),
                core.clientGroups(),
                core.subscriptionGroups(),
                core.offsets()),
            clock);
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    client = new RemotingClient(loops, RemotingLimits.standard(), List.of(new Inbox()), PATIENCE);
  }

  /** Takes what the broker sends by itself. */
  private final class Inbox implements RequestHandler {
    @Override
    public Set<Integer> codes() {
      return Set.of(
          RequestCode.NOTIFY_CONSUMER_IDS_CHANGED,
          RequestCode.RESET_CONSUMER_CLIENT_OFFSET,
          RequestCode.GET_CONSUMER_RUNNING_INFO);
    }

    @Override
    public CompletionStage<Response> handle(Connection connection, Command request) {
      pushed.add(request.retain() instanceof Command kept ? kept : request);
      return CompletableFuture.completedStage(Response.ok().field("seen", request.code()));
    }
  }

  /** A stand-in for Kafka's batches: one record a line, {@code key=value}. */
  private static final class LineDecoder implements RecordDecoder {
    @Override
    public FrameKind kind() {
      return FrameKind.KAFKA;
    }

    @Override
    public List<CommonRecord> decode(Frame frame) {
      List<CommonRecord> records = new ArrayList<>();
      String text = StandardCharsets.UTF_8.decode(frame.payload().duplicate()).toString();
      for (String line : text.split("\n", -1)) {
        int index = records.size();
        String[] parts = line.split("=", -1);
        records.add(
            new CommonRecord(
                RecordHandle.inBatch(frame.position(), index),
                Topic.queueId(frame.queue()),
                frame.baseOffset() + index,
                parts[0].getBytes(StandardCharsets.UTF_8),
                parts[0],
                List.of(new Header("empty", new byte[0])),
                parts[1].isEmpty() ? null : StandardCharsets.UTF_8.encode(parts[1]),
                frame.greatestTimestamp(),
                frame.storeTimestamp(),
                0,
                0));
      }
      return records;
    }
  }

  /** What came back. */
  public record Answer(int code, String remark, Map<String, String> fields, ByteBuffer body) {
    public long number(String field) {
      return Long.parseLong(fields.get(field));
    }

    public String text() {
      return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }

    /** The messages of a pull or a view. */
    public List<StoredMessage> messages() {
      List<StoredMessage> messages = new ArrayList<>();
      ByteBuffer rest = body.duplicate();
      while (rest.hasRemaining()) {
        ByteBuffer one = rest.slice(rest.position(), rest.getInt(rest.position()));
        messages.add(StoredMessageCodec.decode(one));
        rest.position(rest.position() + one.remaining());
      }
      return messages;
    }

    public List<String> bodies() {
      return messages().stream()
          .map(message -> StandardCharsets.UTF_8.decode(message.body()).toString())
          .toList();
    }
  }

  public Core core() {
    return core;
  }

  public int port() {
    return server.port();
  }

  public CompletableFuture<Answer> ask(int code, Map<String, String> fields, byte[] body) {
    ByteBuf bytes = Unpooled.wrappedBuffer(body);
    return client
        .call(address, Command.request(code, fields, bytes), PATIENCE)
        .thenApply(
            answer -> {
              Answer copy =
                  new Answer(
                      answer.code(),
                      answer.remark(),
                      answer.header().fields(),
                      ByteBuffer.wrap(ByteBufUtil.getBytes(answer.body())));
              answer.release();
              return copy;
            });
  }

  public Answer call(int code, Map<String, String> fields, String body) {
    return ask(code, fields, body.getBytes(StandardCharsets.UTF_8)).join();
  }

  public Answer call(int code, Map<String, String> fields) {
    return call(code, fields, "");
  }

  /** Takes the next thing that the broker sent by itself. */
  public Command nextPushed() throws InterruptedException {
    Command next = pushed.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Assertions.assertNotNull(next, "the broker sent nothing");
    return next;
  }

  /** Closes the client's connection. */
  public void hangUp() {
    Connection open = client.connection(address).join();
    open.close();
    until(() -> client.connection(address).join() != open);
  }

  /** Waits for something that the broker does by itself. */
  public static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      Assertions.assertTrue(System.nanoTime() < deadline, "it did not happen");
      Thread.onSpinWait();
    }
  }

  public Topic createTopic(String name, int queues) {
    return ok(core.topics().create(TopicSpec.of(name, queues)).toCompletableFuture().join());
  }

  public static <T> T ok(Result<T> result) {
    if (result instanceof Result.Ok<T> ok) {
      return ok.value();
    }
    return Assertions.fail("refused: " + result);
  }

  /** Fields of a send with long names; {@code changes} are pairs that replace some of them. */
  public static Map<String, String> sendFields(String topic, String... changes) {
    Map<String, String> fields =
        new LinkedHashMap<>(
            Map.of(
                "producerGroup",
                "pg",
                "topic",
                topic,
                "defaultTopic",
                "TBW102",
                "defaultTopicQueueNums",
                "4",
                "queueId",
                "0",
                "sysFlag",
                "0",
                "bornTimestamp",
                "1700000000000",
                "flag",
                "0",
                "properties",
                "TAGS\u0001A\u0002"));
    return with(fields, changes);
  }

  /** Fields of a pull that brings its subscription. */
  public static Map<String, String> pullFields(String topic, long offset, String... changes) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("consumerGroup", "cg");
    fields.put("topic", topic);
    fields.put("queueId", "0");
    fields.put("queueOffset", Long.toString(offset));
    fields.put("maxMsgNums", "32");
    fields.put("sysFlag", "4");
    fields.put("commitOffset", "0");
    fields.put("suspendTimeoutMillis", "20000");
    fields.put("subscription", "*");
    fields.put("subVersion", "1");
    return with(fields, changes);
  }

  private static Map<String, String> with(Map<String, String> fields, String... changes) {
    for (int i = 0; i < changes.length; i += 2) {
      fields.put(changes[i], changes[i + 1]);
    }
    return fields;
  }

  public Answer send(String topic, String body, String... changes) {
    return call(RequestCode.SEND_MESSAGE, sendFields(topic, changes), body);
  }

  public Answer pull(String topic, long offset, String... changes) {
    return call(RequestCode.PULL_MESSAGE, pullFields(topic, offset, changes));
  }

  /** Appends a frame of the other protocol: one record a line. */
  public Stored appendForeign(Topic topic, int queueId, String lines) {
    return ok(
        core.queues()
            .append(
                new FrameDraft(
                    FrameKind.KAFKA,
                    topic.queueKey(queueId),
                    lines.split("\n", -1).length,
                    0,
                    1_700_000_000_000L,
                    ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)),
                    FrameDraft.NO_FIELD,
                    FrameDraft.NO_FIELD,
                    FrameDraft.NO_FIELD)));
  }

  /** A property text. */
  public static String properties(String... pairs) {
    Map<String, String> map = with(new LinkedHashMap<>(), pairs);
    return new String(MessageProperties.encode(map), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    pushed.forEach(Command::release);
    client.close();
    loops.close();
    server.close();
    core.close();
  }
}
