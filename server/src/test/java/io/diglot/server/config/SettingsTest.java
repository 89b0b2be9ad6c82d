package io.diglot.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static String faultOf(String text) {
    return assertThrows(
            ConfigException.class,
            () ->
                BrokerConfig.of(
                    Settings.of(ConfigFile.parse("b.conf", text), BrokerKeys.ALL),
                    new Machine(1 << 30, 1 << 28)))
        .getMessage();
  }

  @Test
  void unknownKeyIsToldWithFileLineAndNearestKey() {
    assertEquals(
        "b.conf:2: unknown key 'brokerNmae'; the nearest known key is 'brokerName'",
        faultOf("brokerId=0\nbrokerNmae=x\n"));
  }

  @Test
  void allFaultsAreToldTogether() {
    assertEquals(
        String.join(
            System.lineSeparator(),
            "b.conf:1: listenPort: '70000' is not between 0 and 65535",
            "b.conf:3: unknown key 'Listeners'; the nearest known key is 'listeners'",
            "b.conf:4: listenPort stands already in line 1"),
        faultOf("listenPort=70000\n\nListeners=x\nlistenPort=1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          brokerId=1                         ~ brokerId: '1' is not between 0 and 0
          brokerName=a b                     ~ brokerName: 'a b' is not a name of 1 to 127 of the characters A-Z a-z 0-9 _ . % | -
          brokerIP1=                         ~ brokerIP1: '' is empty
          autoCreateTopicEnable=yes          ~ autoCreateTopicEnable: 'yes' is neither true nor false
          flushDiskType=SYNC                 ~ flushDiskType: 'SYNC' is none of ASYNC_FLUSH, SYNC_FLUSH
          maxMessageSize=4M                  ~ maxMessageSize: '4M' is not a whole number
          deleteWhen=4;24                    ~ deleteWhen: '4;24' is not between 0 and 23
          messageDelayLevel=1s 5x            ~ messageDelayLevel: '1s 5x' is not a row of delays such as 1s 5m 2h 1d
          namesrvAddr=;                      ~ namesrvAddr: ';' names no address (host:port;host:port)
          namesrvAddr=localhost              ~ namesrvAddr: 'localhost' has no port (host:port)
          listeners=SSL://:9093              ~ listeners: 'SSL://:9093' is not of the form PLAINTEXT://host:port, the only listener there is
          listeners=PLAINTEXT://a:1,SSL://b:2 ~ listeners: 'PLAINTEXT://a:1,SSL://b:2' names several listeners; there can be one
          listeners=PLAINTEXT://::1:9092     ~ listeners: 'PLAINTEXT://::1:9092' has an IPv6 address without brackets ([::1]:9092)
          listeners=PLAINTEXT://a:b          ~ listeners: 'PLAINTEXT://a:b' has a port that is no number
          advertised.listeners=PLAINTEXT://a:0 ~ advertised.listeners: 'PLAINTEXT://a:0' has a port that is not between 1 and 65535
          message.max.bytes=60000000\\nmappedFileSizeCommitLog=67108864 ~ message.max.bytes is more than half a segment (mappedFileSizeCommitLog is 67108864)
          listeners=PLAINTEXT://:9092        ~ listeners listens everywhere: say in advertised.listeners what clients are to dial
          brokerIP1=no-such-host.invalid     ~ brokerIP1 'no-such-host.invalid' is no address, nor a name that is known
          group.min.session.timeout.ms=1800001 ~ group.min.session.timeout.ms is more than group.max.session.timeout.ms
          """)
  void badValueIsToldWithItsReason(String text, String reason) {
    assertEquals("b.conf:1: " + reason, faultOf(text.replace("\\n", "\n")));
  }

  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "'',abc,3", "abc,abc,0", "abc,'',3"})
  void distanceCountsEdits(String left, String right, int distance) {
    assertEquals(distance, NearestName.distance(left, right));
  }
}
