package io.diglot.kafka.group;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.kafka.api.KafkaErrors;
import org.apache.kafka.common.protocol.Errors;

/** How the core's refusals read to a group's member. */
final class GroupErrors {

  private GroupErrors() {}

  static Errors of(Result<?> result) {
    return result instanceof Result.Failed<?> failed ? of(failed.error()) : Errors.NONE;
  }

  /**
   * What a log refuses, a coordinator's client must hear as a trouble of the coordinator: it tries
   * again.
   */
  static Errors of(BrokerError error) {
    return switch (error) {
      case DISK_FULL -> Errors.COORDINATOR_NOT_AVAILABLE;
      case LOG_STOPPED -> Errors.NOT_COORDINATOR;
      default -> KafkaErrors.of(error);
    };
  }
}
