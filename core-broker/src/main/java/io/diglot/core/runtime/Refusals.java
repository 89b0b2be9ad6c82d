package io.diglot.core.runtime;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.store.AppendResult;

/** The log's refusals as the core's. */
public final class Refusals {
  private Refusals() {}

  /** The refusal that a caller of the core sees. */
  public static <T> Result<T> of(AppendResult.Refused refused) {
    return switch (refused.refusal()) {
      case DISK_FULL -> Result.failed(BrokerError.DISK_FULL, "there is no room on the disk");
      case TOO_LARGE -> Result.failed(BrokerError.MESSAGE_TOO_LARGE, "does not fit into a segment");
      case STOPPED -> stopped();
    };
  }

  /** LOG_STOPPED. */
  public static <T> Result<T> stopped() {
    return Result.failed(BrokerError.LOG_STOPPED, "the log takes nothing any more");
  }
}
