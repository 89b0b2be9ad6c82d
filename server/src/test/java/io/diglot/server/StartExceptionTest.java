package io.diglot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class StartExceptionTest {

  @Test
  void tellsTheInnermostReason() {
    IOException failure =
        new IOException("cannot listen on x", new BindException("Address already in use"));
    assertEquals(
        "Kafka does not start: Address already in use",
        new StartException("Kafka does not start", failure).getMessage());
  }

  @Test
  void namesAFailureWithoutMessage() {
    assertEquals("x: java.io.IOException", new StartException("x", new IOException()).getMessage());
  }
}
