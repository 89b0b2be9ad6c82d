package io.diglot.nativeprotocol.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  /** Upon which a Java producer tries another broker. */
  private static final Set<Integer> TRIED_ELSEWHERE = Set.of(1, 2, 14, 16, 17);

  @Test
  void whatAnotherBrokerMayTakeIsTriedThere() {
    for (BrokerError error :
        Set.of(BrokerError.DISK_FULL, BrokerError.LOG_STOPPED, BrokerError.UNKNOWN_TOPIC)) {
      assertTrue(TRIED_ELSEWHERE.contains(Refusals.code(error)), error.name());
    }
  }

  @Test
  void whatNoBrokerWillTakeIsNotTriedAgain() {
    for (BrokerError error :
        Set.of(
            BrokerError.MESSAGE_TOO_LARGE,
            BrokerError.INVALID_RECORD,
            BrokerError.INVALID_DELAY,
            BrokerError.UNKNOWN_QUEUE)) {
      assertFalse(TRIED_ELSEWHERE.contains(Refusals.code(error)), error.name());
    }
  }

  @Test
  void noRefusalLooksLikeSuccessAndTheDetailIsTold() {
    for (BrokerError error : BrokerError.values()) {
      assertTrue(Refusals.code(error) > 0, error.name());
    }
    assertEquals("why", Refusals.of(new Result.Failed<>(BrokerError.FORBIDDEN, "why")).remark());
  }
}
