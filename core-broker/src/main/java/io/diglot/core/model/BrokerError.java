package io.diglot.core.model;

/**
 * Every expected way in which the core refuses. Each protocol maps them with one exhaustive switch.
 */
public enum BrokerError {
  /** No such topic. */
  UNKNOWN_TOPIC,
  /** The topic exists but has another id than the one asked for, or no topic has that id. */
  UNKNOWN_TOPIC_ID,
  /** A topic of this name exists. */
  TOPIC_EXISTS,
  /** The name breaks the rules for names, or is reserved. */
  INVALID_TOPIC_NAME,
  /** The topic has no such queue. */
  UNKNOWN_QUEUE,
  /** A queue count that is not allowed (zero, too many, or fewer than there are). */
  INVALID_QUEUE_COUNT,
  /** A setting with an unknown name or a bad value. */
  INVALID_SETTING,
  /** The topic's permissions forbid it. */
  TOPIC_NOT_READABLE,
  /** The topic's permissions forbid it. */
  TOPIC_NOT_WRITABLE,
  /** The offset lies outside the queue. */
  OFFSET_OUT_OF_RANGE,
  /** One message or batch is larger than the limit. */
  MESSAGE_TOO_LARGE,
  /** Bytes that are not what they claim to be (checksum, counts, compression). */
  CORRUPT_MESSAGE,
  /** A well-formed message that breaks a rule of its topic. */
  INVALID_RECORD,
  /** A delay or due time that cannot be kept. */
  INVALID_DELAY,
  /** An idempotent producer's sequence number is neither next nor a known duplicate. */
  OUT_OF_ORDER_SEQUENCE,
  /** An idempotent producer's epoch is older than the known one. */
  INVALID_PRODUCER_EPOCH,
  /** No state is known for the producer although its sequence is not a first one. */
  UNKNOWN_PRODUCER,
  /** No such group. */
  UNKNOWN_GROUP,
  /** The group id is empty or not allowed. */
  INVALID_GROUP,
  /** The group still has members. */
  GROUP_NOT_EMPTY,
  /** The group is used by members of the other protocol. */
  GROUP_OF_OTHER_PROTOCOL,
  /** The group has as many members as it may have. */
  GROUP_FULL,
  /** No such member in the group. */
  UNKNOWN_MEMBER,
  /** The member must join again under the id that this answer carries (KIP-394). */
  MEMBER_ID_REQUIRED,
  /** A newer member with the same instance id has taken over (KIP-345). */
  FENCED_INSTANCE,
  /** The generation is not the group's. */
  ILLEGAL_GENERATION,
  /** The group rebalances: join again. */
  REBALANCE_IN_PROGRESS,
  /** The member's protocols do not fit the group's. */
  INCONSISTENT_PROTOCOL,
  /** The session timeout lies outside the configured bounds. */
  INVALID_SESSION_TIMEOUT,
  /** Commit metadata is too long. */
  METADATA_TOO_LARGE,
  /** A request field has a value that makes no sense. */
  INVALID_REQUEST,
  /** The disk is full: writes are refused until there is room. */
  DISK_FULL,
  /** The log met an I/O error and takes nothing any more. */
  LOG_STOPPED,
  /** The broker is starting or stopping. */
  NOT_READY,
  /** The configured policy forbids it. */
  FORBIDDEN
}
