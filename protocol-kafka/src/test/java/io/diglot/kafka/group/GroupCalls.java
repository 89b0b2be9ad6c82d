package io.diglot.kafka.group;

import io.diglot.core.Core;
import io.diglot.core.CoreConfig;
import io.diglot.core.group.GroupLimits;
import io.diglot.core.model.Limits;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.retention.RetentionConfig;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSpec;
import io.diglot.kafka.api.BrokerNode;
import io.diglot.kafka.api.Connection;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.store.LogConfig;
import io.diglot.store.files.LocalSegments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;

/** Calls the handlers on a real core. Requests and responses travel as bytes of their version. */
final class GroupCalls implements AutoCloseable {
  static final BrokerNode NODE = new BrokerNode("cluster", 7, "broker.example", 9092);

  private final Core core;
  private final Map<ApiKeys, KafkaApi<?>> apis = new EnumMap<>(ApiKeys.class);

  GroupCalls(Path directory) throws IOException {
    LogConfig log =
        new LogConfig(1 << 20, LogConfig.Durability.ASYNC_FLUSH, Duration.ofMillis(100), 1 << 20);
    GroupLimits limits =
        new GroupLimits(
            Duration.ofSeconds(6),
            Duration.ofMinutes(30),
            Duration.ZERO,
            10,
            16,
            Duration.ofDays(7),
            Duration.ofDays(1));
    CoreConfig config =
        new CoreConfig(
            log,
            Limits.defaults(),
            TopicDefaults.standard(),
            limits,
            RetentionConfig.standard(),
            Duration.ofDays(1),
            1,
            0,
            List.of());
    core =
        Core.open(
            config,
            LocalSegments.in(directory),
            new Core.CoreParts(
                InstantSource.system(),
                new SplittableRandom(1),
                payload -> Optional.empty(),
                List.of()));
    GroupApis.of(core.classicGroups(), core.offsets(), core.topics())
        .forEach(api -> apis.put(api.key(), api));
  }

  Core core() {
    return core;
  }

  Topic topic(String name, int queues) throws Exception {
    return ((Result.Ok<Topic>)
            core.topics()
                .create(TopicSpec.of(name, queues))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS))
        .value();
  }

  /** Sends a request and waits for its response. */
  <R extends AbstractResponse> R call(ApiKeys key, int version, ApiMessage request, Class<R> type)
      throws Exception {
    return type.cast(send(key, version, request).get(30, TimeUnit.SECONDS));
  }

  /** Sends a request. */
  CompletableFuture<AbstractResponse> send(ApiKeys key, int version, ApiMessage request) {
    short v = (short) version;
    AbstractRequest parsed = AbstractRequest.parseRequest(key, v, bytes(request, v)).request;
    RequestContext context = new RequestContext(key, v, "client", new LocalConnection());
    return handle(apis.get(key), context, parsed)
        .thenApply(
            reply -> {
              AbstractResponse response = ((Reply.Answer) reply).response();
              return AbstractResponse.parseResponse(key, bytes(response.data(), v), v);
            })
        .toCompletableFuture();
  }

  private static <Q extends AbstractRequest> CompletionStage<Reply> handle(
      KafkaApi<Q> api, RequestContext context, AbstractRequest request) {
    return api.handle(context, api.requestType().cast(request));
  }

  private static ByteBufferAccessor bytes(ApiMessage message, short version) {
    return MessageUtil.toByteBufferAccessor(message, version);
  }

  @Override
  public void close() throws IOException {
    core.close();
  }

  private static final class LocalConnection implements Connection {
    @Override
    public long number() {
      return 1;
    }

    @Override
    public String clientHost() {
      return "/127.0.0.1";
    }

    @Override
    public BrokerNode broker() {
      return NODE;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public ClientSoftware software() {
      return ClientSoftware.UNKNOWN;
    }

    @Override
    public void introduce(ClientSoftware software) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Timer schedule(long delayMillis, Runnable task) {
      throw new UnsupportedOperationException();
    }
  }
}
