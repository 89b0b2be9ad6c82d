package io.diglot.kafka.api;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import org.apache.kafka.common.protocol.Errors;

/** How the core's refusals read in Kafka. */
public final class KafkaErrors {

  private KafkaErrors() {}

  /** The error of a result; NONE for a value. */
  public static Errors of(Result<?> result) {
    return result instanceof Result.Failed<?> failed ? of(failed.error()) : Errors.NONE;
  }

  /** Kafka's error for one of the core's. */
  public static Errors of(BrokerError error) {
    return switch (error) {
      case UNKNOWN_TOPIC, UNKNOWN_QUEUE -> Errors.UNKNOWN_TOPIC_OR_PARTITION;
      case UNKNOWN_TOPIC_ID -> Errors.UNKNOWN_TOPIC_ID;
      case TOPIC_EXISTS -> Errors.TOPIC_ALREADY_EXISTS;
      case INVALID_TOPIC_NAME -> Errors.INVALID_TOPIC_EXCEPTION;
      case INVALID_QUEUE_COUNT -> Errors.INVALID_PARTITIONS;
      case INVALID_SETTING -> Errors.INVALID_CONFIG;
      case TOPIC_NOT_READABLE, TOPIC_NOT_WRITABLE -> Errors.TOPIC_AUTHORIZATION_FAILED;
      case OFFSET_OUT_OF_RANGE -> Errors.OFFSET_OUT_OF_RANGE;
      case MESSAGE_TOO_LARGE -> Errors.MESSAGE_TOO_LARGE;
      case CORRUPT_MESSAGE -> Errors.CORRUPT_MESSAGE;
      case INVALID_RECORD, INVALID_DELAY -> Errors.INVALID_RECORD;
      case OUT_OF_ORDER_SEQUENCE -> Errors.OUT_OF_ORDER_SEQUENCE_NUMBER;
      case INVALID_PRODUCER_EPOCH -> Errors.INVALID_PRODUCER_EPOCH;
      case UNKNOWN_PRODUCER -> Errors.UNKNOWN_PRODUCER_ID;
      case UNKNOWN_GROUP -> Errors.GROUP_ID_NOT_FOUND;
      case INVALID_GROUP -> Errors.INVALID_GROUP_ID;
      case GROUP_NOT_EMPTY -> Errors.NON_EMPTY_GROUP;
      case GROUP_OF_OTHER_PROTOCOL, INCONSISTENT_PROTOCOL -> Errors.INCONSISTENT_GROUP_PROTOCOL;
      case GROUP_FULL -> Errors.GROUP_MAX_SIZE_REACHED;
      case UNKNOWN_MEMBER -> Errors.UNKNOWN_MEMBER_ID;
      case MEMBER_ID_REQUIRED -> Errors.MEMBER_ID_REQUIRED;
      case FENCED_INSTANCE -> Errors.FENCED_INSTANCE_ID;
      case ILLEGAL_GENERATION -> Errors.ILLEGAL_GENERATION;
      case REBALANCE_IN_PROGRESS -> Errors.REBALANCE_IN_PROGRESS;
      case INVALID_SESSION_TIMEOUT -> Errors.INVALID_SESSION_TIMEOUT;
      case METADATA_TOO_LARGE -> Errors.OFFSET_METADATA_TOO_LARGE;
      case INVALID_REQUEST -> Errors.INVALID_REQUEST;
      // Retriable: there may be room again. Kafka itself knows no full disk; its clients retry this
      // one.
      case DISK_FULL -> Errors.KAFKA_STORAGE_ERROR;
      case LOG_STOPPED -> Errors.KAFKA_STORAGE_ERROR;
      case NOT_READY -> Errors.COORDINATOR_LOAD_IN_PROGRESS;
      case FORBIDDEN -> Errors.POLICY_VIOLATION;
    };
  }
}
