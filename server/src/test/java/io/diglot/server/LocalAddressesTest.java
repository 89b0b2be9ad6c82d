package io.diglot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.server.config.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalAddressesTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "localhost, true",
    "::1, true",
    "0.0.0.0, true",
    "192.0.2.1, false",
    "no-such-host.invalid, false"
  })
  void tellsThisMachinesAddresses(String host, boolean local) {
    assertEquals(local, LocalAddresses.contains(new Endpoint(host, 9876)));
  }
}
