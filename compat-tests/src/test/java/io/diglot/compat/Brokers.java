package io.diglot.compat;

import io.diglot.compat.broker.DiglotProcess;
import io.diglot.compat.broker.Endpoints;
import io.diglot.compat.broker.KafkaOracle;
import io.diglot.compat.broker.RocketOracle;
import io.diglot.compat.peer.KafkaPeer;
import io.diglot.compat.peer.Peer;
import io.diglot.compat.peer.RocketPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The brokers that all test classes share, started when first asked for, with one client of each
 * world.
 */
final class Brokers implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<Pair.Broker, Endpoints> endpoints = new EnumMap<>(Pair.Broker.class);
  private final Map<String, Peer> peers = new HashMap<>();
  private @Nullable DiglotProcess diglot;

  /** The shared Diglot: retries come after a second each. */
  DiglotProcess diglot() {
    DiglotProcess running = diglot;
    if (running == null) {
      running =
          DiglotProcess.start(temporary("diglot"), Map.of("messageDelayLevel", "1s 1s 1s 1s 1s"));
      diglot = running;
      open.push(running);
    }
    return running;
  }

  Endpoints endpoints(Pair.Broker broker) {
    return endpoints.computeIfAbsent(broker, this::start);
  }

  private Endpoints start(Pair.Broker broker) {
    return switch (broker) {
      case DIGLOT -> diglot().endpoints();
      case APACHE_KAFKA -> {
        KafkaOracle kafka = KafkaOracle.start(temporary("kafka"));
        open.push(kafka);
        yield kafka.endpoints();
      }
      case APACHE_ROCKETMQ -> {
        RocketOracle rocketmq = RocketOracle.start(temporary("rocketmq"));
        open.push(rocketmq);
        yield rocketmq.endpoints();
      }
    };
  }

  /** A client of this JVM's release. */
  Peer peer(Pair.Broker broker, Protocol protocol) {
    return peers.computeIfAbsent(
        broker + " " + protocol,
        name -> {
          Peer peer = connect(protocol, endpoints(broker));
          open.push(peer);
          return peer;
        });
  }

  /** A client of the shared Diglot. */
  Peer peer(Protocol protocol) {
    return peer(Pair.Broker.DIGLOT, protocol);
  }

  static Peer connect(Protocol protocol, Endpoints endpoints) {
    return switch (protocol) {
      case KAFKA -> new KafkaPeer(endpoints.kafka());
      case ROCKETMQ -> new RocketPeer(endpoints.nameserver());
    };
  }

  /** A name that nobody else uses. */
  static String unique(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** A directory of its own under the build's target. */
  static Path temporary(String name) {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(Path.of("target", "brokers").toAbsolutePath()), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String output() {
    DiglotProcess running = diglot;
    return running == null ? "" : running.process().output();
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
