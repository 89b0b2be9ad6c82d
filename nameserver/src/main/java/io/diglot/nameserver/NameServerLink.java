package io.diglot.nameserver;

import io.diglot.remoting.Command;
import io.diglot.remoting.RemotingClient;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.ResponseCode;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker's registration with one nameserver. Confined to one thread, on which the client's
 * answers come, too. At most one registration is under way; changes meanwhile make one more follow
 * it.
 */
final class NameServerLink {
  private static final Logger LOG = LoggerFactory.getLogger(NameServerLink.class);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(3);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final InetSocketAddress address;
  private final String name;
  private final RemotingClient client;
  private final ScheduledExecutorService thread;
  private final Supplier<BrokerDescription> description;
  private final CompletableFuture<Void> tried = new CompletableFuture<>();
  private Future<?> next = CompletableFuture.completedFuture(null);

  /** How this nameserver knows the broker; empty while it does not. */
  private Map<String, String> knownAs = Map.of();

  private boolean underWay;
  private boolean again;
  private boolean complained;
  private boolean closed;

  NameServerLink(
      InetSocketAddress address,
      RemotingClient client,
      ScheduledExecutorService thread,
      Supplier<BrokerDescription> description) {
    this.address = address;
    this.name = address.getHostString() + ":" + address.getPort();
    this.client = client;
    this.thread = thread;
    this.description = description;
  }

  /** Completes when the first registration was answered or failed; any thread. */
  CompletableFuture<Void> tried() {
    return tried;
  }

  /** Registers now. */
  void register() {
    if (closed) {
      return;
    }
    if (underWay) {
      again = true;
      return;
    }
    underWay = true;
    next.cancel(false);
    BrokerDescription broker;
    try {
      broker = description.get();
    } catch (RuntimeException e) {
      // Whatever keeps the broker from describing itself must not end the registration for good.
      answered(Map.of(), null, e);
      return;
    }
    Map<String, String> identity = identity(broker);
    var unused =
        client
            .call(address, registration(broker), TIMEOUT)
            .whenComplete((answer, failure) -> answered(identity, answer, failure));
  }

  /**
   * Registers no more, and tells the nameserver so if it knows this broker. The future never fails.
   */
  CompletableFuture<Void> unregister() {
    closed = true;
    next.cancel(false);
    if (knownAs.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Command request = Command.request(RequestCode.UNREGISTER_BROKER, knownAs);
    return client
        .call(address, request, TIMEOUT)
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                LOG.info(
                    "nameserver {}: not told that the broker leaves: {}",
                    name,
                    failure.getMessage());
              } else {
                answer.release();
              }
              return null;
            });
  }

  private void answered(
      Map<String, String> identity, @Nullable Command answer, @Nullable Throwable failure) {
    underWay = false;
    boolean accepted = answer != null && answer.code() == ResponseCode.SUCCESS;
    report(accepted, answer, failure);
    if (answer != null) {
      answer.release();
    }
    if (accepted) {
      knownAs = identity;
    }
    tried.complete(null);
    if (closed) {
      return;
    }
    if (again) {
      again = false;
      register();
      return;
    }
    Duration pause = accepted ? PERIOD : AFTER_FAILURE;
    next = thread.schedule(this::register, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Once when it begins to fail and once when it works again, not every time. */
  private void report(boolean accepted, @Nullable Command answer, @Nullable Throwable failure) {
    if (accepted && (complained || knownAs.isEmpty())) {
      LOG.info("nameserver {}: registered", name);
    } else if (!accepted && !complained) {
      String why = answer != null ? answer.code() + " " + answer.remark() : String.valueOf(failure);
      LOG.warn("nameserver {}: not registered, will go on trying: {}", name, why);
    }
    complained = !accepted;
  }

  private static Command registration(BrokerDescription broker) {
    ByteBuf body = new RegistrationBody(broker.version(), broker.topics()).write();
    Map<String, String> fields = identity(broker);
    fields.put("haServerAddr", broker.haAddress());
    fields.put("enableActingMaster", "false");
    fields.put("compressed", "false");
    fields.put("bodyCrc32", Integer.toString(RegistrationBody.crc32(body)));
    fields.put(BrokerHandler.ALL_TOPICS, "true");
    return Command.request(RequestCode.REGISTER_BROKER, fields, body);
  }

  private static Map<String, String> identity(BrokerDescription broker) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("brokerName", broker.brokerName());
    fields.put("brokerAddr", broker.address());
    fields.put("clusterName", broker.cluster());
    fields.put("brokerId", Long.toString(broker.brokerId()));
    return fields;
  }
}
