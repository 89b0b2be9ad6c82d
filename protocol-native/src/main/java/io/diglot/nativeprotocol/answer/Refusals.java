package io.diglot.nativeprotocol.answer;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;

/** The core's refusals as RocketMQ's response codes. */
public final class Refusals {
  private Refusals() {}

  /** The answer to a request that the core refused. */
  public static Response of(Result.Failed<?> refusal) {
    return Response.of(code(refusal.error()), refusal.detail());
  }

  /**
   * The response code of a refusal. What another broker may accept has a code upon which a producer
   * tries another broker (1, 2, 14, 16, 17); what no broker will accept has not (13, 29).
   */
  public static int code(BrokerError error) {
    return switch (error) {
      case UNKNOWN_TOPIC, UNKNOWN_TOPIC_ID -> ResponseCode.TOPIC_NOT_EXIST;
      case TOPIC_EXISTS -> ResponseCode.TOPIC_EXIST_ALREADY;
      case INVALID_TOPIC_NAME,
          UNKNOWN_QUEUE,
          INVALID_QUEUE_COUNT,
          INVALID_SETTING,
          INVALID_GROUP,
          INVALID_REQUEST,
          METADATA_TOO_LARGE ->
          ResponseCode.INVALID_PARAMETER;
      case TOPIC_NOT_READABLE, TOPIC_NOT_WRITABLE, GROUP_OF_OTHER_PROTOCOL, FORBIDDEN ->
          ResponseCode.NO_PERMISSION;
      case OFFSET_OUT_OF_RANGE -> ResponseCode.PULL_OFFSET_MOVED;
      case MESSAGE_TOO_LARGE, CORRUPT_MESSAGE, INVALID_RECORD, INVALID_DELAY ->
          ResponseCode.MESSAGE_ILLEGAL;
      case UNKNOWN_GROUP -> ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST;
      case UNKNOWN_MEMBER -> ResponseCode.CONSUMER_NOT_ONLINE;
      case GROUP_FULL -> ResponseCode.SYSTEM_BUSY;
      case DISK_FULL, LOG_STOPPED, NOT_READY -> ResponseCode.SERVICE_NOT_AVAILABLE;
      case GROUP_NOT_EMPTY,
          OUT_OF_ORDER_SEQUENCE,
          INVALID_PRODUCER_EPOCH,
          UNKNOWN_PRODUCER,
          MEMBER_ID_REQUIRED,
          FENCED_INSTANCE,
          ILLEGAL_GENERATION,
          REBALANCE_IN_PROGRESS,
          INCONSISTENT_PROTOCOL,
          INVALID_SESSION_TIMEOUT ->
          ResponseCode.SYSTEM_ERROR;
    };
  }
}
