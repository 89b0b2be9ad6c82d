package io.diglot.nameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.nameserver.machine.DataVersion;
import io.diglot.nameserver.machine.TopicSettings;
import io.diglot.remoting.Command;
import io.diglot.remoting.EventLoops;
import io.diglot.remoting.RemotingClient;
import io.diglot.remoting.RemotingLimits;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.ResponseCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class BrokerRegistrationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final TopicSettings BASE = new TopicSettings("TBW102", 8, 8, 7, 0, false);
  private static final TopicSettings ONE = new TopicSettings("one", 4, 4, 6, 0, false);
  private static final TopicSettings TWO = new TopicSettings("two", 4, 4, 6, 0, false);

  @TempDir Path directory;
  private final AtomicReference<BrokerDescription> broker =
      new AtomicReference<>(describe(1, BASE, ONE));
  private EventLoops loops;
  private RemotingClient client;
  private NameServer first;
  private NameServer second;

  @BeforeEach
  void start() throws IOException {
    loops = new EventLoops("test", 1);
    client = new RemotingClient(loops, RemotingLimits.standard(), List.of(), PATIENCE);
    first = nameServer("1", 0);
    second = nameServer("2", 0);
  }

  @AfterEach
  void stop() {
    client.close();
    first.close();
    second.close();
    loops.close();
  }

  @Test
  void registersWithAllAndUnregistersFromAll() throws Exception {
    try (BrokerRegistration registration = registration(at(first) + ";" + at(second))) {
      registration.start().get(30, TimeUnit.SECONDS);
      assertEquals(ResponseCode.SUCCESS, route(first, "one"));
      assertEquals(ResponseCode.SUCCESS, route(second, "one"));
    }
    assertEquals(ResponseCode.TOPIC_NOT_EXIST, route(first, "one"));
    assertEquals(ResponseCode.TOPIC_NOT_EXIST, route(second, "one"));
  }

  @Test
  void aChangeIsRegisteredAtOnceAndADeletedTopicGoes() throws Exception {
    try (BrokerRegistration registration = registration(at(first))) {
      registration.start().get(30, TimeUnit.SECONDS);
      broker.set(describe(2, BASE, TWO));
      registration.changed();
      while (route(first, "two") != ResponseCode.SUCCESS) {
        Thread.onSpinWait();
      }
      assertEquals(ResponseCode.TOPIC_NOT_EXIST, route(first, "one"));
    }
  }

  @Test
  void aNameServerThatIsDownHoldsUpNoOtherAndIsTriedAgain() throws Exception {
    int port = freePort();
    try (BrokerRegistration registration = registration("127.0.0.1:" + port + ";" + at(first))) {
      registration.start().get(30, TimeUnit.SECONDS);
      assertEquals(ResponseCode.SUCCESS, route(first, "one"));
      try (NameServer late = nameServer("3", port)) {
        while (route(late, "one") != ResponseCode.SUCCESS) {
          Thread.onSpinWait();
        }
      }
    }
  }

  @Test
  void aDescriptionThatFailsOnceDoesNotEndTheRegistration() throws Exception {
    AtomicReference<RuntimeException> trouble =
        new AtomicReference<>(new IllegalStateException("on purpose"));
    BrokerRegistration registration =
        new BrokerRegistration(
            BrokerRegistration.addresses(at(first)),
            () -> {
              RuntimeException e = trouble.getAndSet(null);
              if (e != null) {
                throw e;
              }
              return broker.get();
            });
    try (registration) {
      registration.start().get(30, TimeUnit.SECONDS);
      registration.changed();
      while (route(first, "one") != ResponseCode.SUCCESS) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whatItWritesIsWhatANameServerReads() {
    RegistrationBody body = new RegistrationBody(new DataVersion(1, 2, 3), List.of(BASE, ONE));
    assertEquals(body, RegistrationBody.read(body.write(), false));
  }

  @Test
  void addressesAreHostAndPortBySemicolon() {
    List<InetSocketAddress> addresses = BrokerRegistration.addresses(" a:1 ; [::1]:2;");
    assertEquals(
        List.of("a", "[::1]"), addresses.stream().map(InetSocketAddress::getHostString).toList());
    assertEquals(List.of(1, 2), addresses.stream().map(InetSocketAddress::getPort).toList());
    for (String bad : List.of("a", ":1", "a:x", "a:70000")) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> BrokerRegistration.addresses(bad));
      assertTrue(e.getMessage().contains(bad));
    }
  }

  private BrokerRegistration registration(String nameservers) {
    return new BrokerRegistration(BrokerRegistration.addresses(nameservers), broker::get);
  }

  private NameServer nameServer(String name, int port) throws IOException {
    InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return NameServer.start(
        NameServerConfig.standard(listen, directory.resolve(name)), InstantSource.system());
  }

  private static String at(NameServer server) {
    return "127.0.0.1:" + server.port();
  }

  private int route(NameServer server, String topic) throws Exception {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    Command request = Command.request(RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", topic));
    Command answer = client.call(address, request, PATIENCE).get(30, TimeUnit.SECONDS);
    int code = answer.code();
    answer.release();
    return code;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static BrokerDescription describe(long counter, TopicSettings... topics) {
    return new BrokerDescription(
        "c",
        "b",
        0,
        "127.0.0.1:10911",
        "127.0.0.1:10912",
        new DataVersion(0, 1, counter),
        List.of(topics));
  }
}
