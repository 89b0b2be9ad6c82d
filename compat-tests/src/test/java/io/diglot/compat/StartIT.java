package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.compat.broker.ChildProcess;
import io.diglot.compat.broker.DiglotProcess;
import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.Peer;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.Sender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user sees who starts Diglot, rightly or wrongly. */
@ExtendWith(WithBrokers.class)
class StartIT {
  private static final int SECONDS = 60;

  private static void assertRefuses(Map<String, String> settings, String message) {
    Path directory = Brokers.temporary("refused");
    try (ChildProcess process = DiglotProcess.run(directory, List.of(), settings)) {
      assertEquals(1, process.awaitEnd(SECONDS), process.output());
      assertTrue(
          process.output().contains(message),
          () -> "'" + message + "' is not in:\n" + process.output());
      assertTrue(
          process.output().lines().noneMatch(line -> line.startsWith("\tat ")), process.output());
    }
  }

  private static Map<String, String> with(Path data, String key, String value) {
    return Map.of(
        "storePathRootDir",
        data.toString(),
        "namesrvAddr",
        key.equals("namesrvAddr") ? value : "127.0.0.1:" + freePort(),
        "listenPort",
        key.equals("listenPort") ? value : "0",
        "listeners",
        key.equals("listeners") ? value : "PLAINTEXT://127.0.0.1:0");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void helpAndVersion() {
    for (List<String> arguments :
        List.of(List.of("--help"), List.of("broker", "--help"), List.of("--version"))) {
      try (ChildProcess process = DiglotProcess.run(Brokers.temporary("help"), arguments)) {
        assertEquals(0, process.awaitEnd(SECONDS), process.output());
        assertTrue(
            process.output().toLowerCase(java.util.Locale.ROOT).contains("diglot"),
            process.output());
      }
    }
  }

  @Test
  void unknownKeyIsRefused() {
    assertRefuses(
        Map.of("brokerNmae", "x"),
        "diglot.conf:1: unknown key 'brokerNmae'; the nearest known key is 'brokerName'");
  }

  @Test
  void portsInUseAreRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Path data = Brokers.temporary("ports").resolve("data");
      String inUse = "Address already in use";
      assertRefuses(with(data, "listenPort", Integer.toString(port)), inUse);
      assertRefuses(with(data, "listeners", "PLAINTEXT://127.0.0.1:" + port), inUse);
      assertRefuses(with(data, "namesrvAddr", "127.0.0.1:" + port), inUse);
    }
  }

  @Test
  void namesrvAddrOfAnotherMachineStartsNoNameserver() {
    Path data = Brokers.temporary("elsewhere").resolve("data");
    assertRefuses(
        with(data, "namesrvAddr", "192.0.2.1:9876"), "namesrvAddr has no address of this machine");
  }

  @Test
  void startsApartAndStopsOnSigterm() {
    Path directory = Brokers.temporary("apart");
    Map<String, String> nothing =
        Map.of("listenPort", "0", "kvConfigPath", directory.resolve("kv.json").toString());
    try (ChildProcess nameserver = DiglotProcess.run(directory, List.of("nameserver"), nothing)) {
      Matcher ready = nameserver.await(Pattern.compile("ready in .*name server (\\S+)"), SECONDS);
      Map<String, String> settings =
          Map.of("namesrvAddr", ready.group(1), "flushDiskType", "SYNC_FLUSH");
      try (DiglotProcess broker =
          DiglotProcess.startBroker(directory.resolve("broker"), settings)) {
        assertTrue(
            broker.process().output().contains("survives a power cut"), broker.process().output());
        for (Protocol protocol : Protocol.values()) {
          try (Peer peer = Brokers.connect(protocol, broker.endpoints());
              Sender sender = peer.sender(Map.of());
              Receiver reader = readerOfOne(peer, sender, "apart-" + protocol)) {
            assertEquals("x", reader.take(1).get(0).message().value());
          }
        }
        assertEquals(143, broker.terminate(), broker.process().output());
        assertTrue(broker.process().output().contains("stopped"), broker.process().output());
      }
      assertEquals(143, nameserver.terminate(), nameserver.output());
    }
  }

  private static Receiver readerOfOne(Peer peer, Sender sender, String topic) {
    peer.createTopic(topic, 1);
    sender.send(topic, 0, Message.of("x"));
    return peer.reader(topic);
  }
}
