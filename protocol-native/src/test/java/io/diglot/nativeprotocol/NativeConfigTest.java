package io.diglot.nativeprotocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.nativeprotocol.pull.PullLimits;
import io.diglot.nativeprotocol.settings.DelayLevels;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeConfigTest {
  private static NativeConfig config(String name, String ip, int port, int maxMessageSize)
      throws UnknownHostException {
    return NativeConfig.of(
        "c",
        name,
        0,
        ip,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        List.of(Duration.ofSeconds(1)),
        maxMessageSize);
  }

  @Test
  void whatIsNotSaidIsRocketMqsDefault() throws UnknownHostException {
    NativeConfig config = config("b", "127.0.0.1", 10911, 4 << 20);
    assertEquals(new PullLimits(32, 256 << 10), config.pullLimits());
    assertTrue(config.vipChannel());
    assertTrue(config.networkThreads() >= 2);
    assertFalse(config("b", "127.0.0.1", 0, 4 << 20).vipChannel());
  }

  @Test
  void theToolsAreShownTheKeysThatWereSet() throws UnknownHostException {
    assertEquals("10911", config("b", "::1", 10911, 1024).shown().get("listenPort"));
    assertEquals("1024", config("b", "::1", 10911, 1024).shown().get("maxMessageSize"));
    assertEquals("0:0:0:0:0:0:0:1", config("b", "::1", 10911, 1024).shown().get("brokerIP1"));
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> config(" ", "127.0.0.1", 1, 1));
    assertThrows(IllegalArgumentException.class, () -> config("b", "127.0.0.1", 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new DelayLevels(List.of()));
  }
}
