package io.diglot.kafka.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaErrorsTest {

  @ParameterizedTest
  @EnumSource(BrokerError.class)
  void everyRefusalHasAnErrorThatSaysMoreThanUnknown(BrokerError error) {
    assertNotEquals(Errors.NONE, KafkaErrors.of(error));
    assertNotEquals(Errors.UNKNOWN_SERVER_ERROR, KafkaErrors.of(error));
  }

  @Test
  void whatMayPassIsRetriedByClients() {
    assertEquals(
        true, KafkaErrors.of(BrokerError.DISK_FULL).exception() instanceof RetriableException);
    assertEquals(
        true, KafkaErrors.of(BrokerError.NOT_READY).exception() instanceof RetriableException);
    assertEquals(
        false,
        KafkaErrors.of(BrokerError.INVALID_RECORD).exception() instanceof RetriableException);
  }

  @Test
  void aValueIsNoError() {
    assertEquals(Errors.NONE, KafkaErrors.of(Result.ok(1)));
    assertEquals(
        Errors.TOPIC_ALREADY_EXISTS,
        KafkaErrors.of(Result.failed(BrokerError.TOPIC_EXISTS, "it exists")));
  }
}
