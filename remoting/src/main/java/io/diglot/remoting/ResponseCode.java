package io.diglot.remoting;

/**
 * How a request ended, as RocketMQ 5.5.0 numbers it. What a client does next depends on the number
 * alone; the remark is for people.
 */
public final class ResponseCode {
  /** Done. */
  public static final int SUCCESS = 0;

  /** Failed; the remark says how. A producer tries another broker. */
  public static final int SYSTEM_ERROR = 1;

  /** Not now. A producer tries another broker. */
  public static final int SYSTEM_BUSY = 2;

  /** Nobody here serves this request code. */
  public static final int REQUEST_CODE_NOT_SUPPORTED = 3;

  /** A transaction could not be ended. */
  public static final int TRANSACTION_FAILED = 4;

  /** Stored, but not known to be on disk in time; counts as sent. */
  public static final int FLUSH_DISK_TIMEOUT = 10;

  /** Stored, but no replica was there; counts as sent. */
  public static final int SLAVE_NOT_AVAILABLE = 11;

  /** Stored, but not known to be replicated in time; counts as sent. */
  public static final int FLUSH_SLAVE_TIMEOUT = 12;

  /** The message breaks a rule: size, properties, delay. Not worth a retry. */
  public static final int MESSAGE_ILLEGAL = 13;

  /** The store takes no writes now. A producer tries another broker. */
  public static final int SERVICE_NOT_AVAILABLE = 14;

  /** The client is too old or too new. */
  public static final int VERSION_NOT_SUPPORTED = 15;

  /** Forbidden by permission bits, access control or a broker that is read-only. */
  public static final int NO_PERMISSION = 16;

  /** No such topic. A producer tries another broker. */
  public static final int TOPIC_NOT_EXIST = 17;

  /** There is one already. */
  public static final int TOPIC_EXIST_ALREADY = 18;

  /** A pull at the queue's end. */
  public static final int PULL_NOT_FOUND = 19;

  /** A pull that matched nothing: go on at nextBeginOffset. */
  public static final int PULL_RETRY_IMMEDIATELY = 20;

  /** A pull outside of the queue: go on at nextBeginOffset. */
  public static final int PULL_OFFSET_MOVED = 21;

  /** What was asked for is not there: no offset, no key, no message. */
  public static final int QUERY_NOT_FOUND = 22;

  /** The filter expression is wrong. */
  public static final int SUBSCRIPTION_PARSE_FAILED = 23;

  /** The group does not subscribe to the topic. */
  public static final int SUBSCRIPTION_NOT_EXIST = 24;

  /** The broker's subscription is older than the pull's. */
  public static final int SUBSCRIPTION_NOT_LATEST = 25;

  /** No such group. */
  public static final int SUBSCRIPTION_GROUP_NOT_EXIST = 26;

  /** No compiled filter for the group. */
  public static final int FILTER_DATA_NOT_EXIST = 27;

  /** The compiled filter is older than the pull's. */
  public static final int FILTER_DATA_NOT_LATEST = 28;

  /** A field has a value that cannot be. */
  public static final int INVALID_PARAMETER = 29;

  /** Obsolete. */
  public static final int TRANSACTION_SHOULD_COMMIT = 200;

  /** Obsolete. */
  public static final int TRANSACTION_SHOULD_ROLLBACK = 201;

  /** Obsolete; the spelling is the wire name. */
  public static final int TRANSACTION_STATE_UNKNOW = 202;

  /** Obsolete. */
  public static final int TRANSACTION_STATE_GROUP_WRONG = 203;

  /** Obsolete. A producer tries another broker. */
  public static final int NO_BUYER_ID = 204;

  /** Obsolete. A producer tries another broker. */
  public static final int NOT_IN_CURRENT_UNIT = 205;

  /** The group has no live member. */
  public static final int CONSUMER_NOT_ONLINE = 206;

  /** The client took too long to consume directly. */
  public static final int CONSUME_MSG_TIMEOUT = 207;

  /** An acknowledged offset is outside of the queue. */
  public static final int NO_MESSAGE = 208;

  /** Too many pops are held. */
  public static final int POLLING_FULL = 209;

  /** A pop found nothing. */
  public static final int POLLING_TIMEOUT = 210;

  /** No such broker. */
  public static final int BROKER_NOT_EXIST = 211;

  /** An index is not up to date. */
  public static final int BROKER_DISPATCH_NOT_COMPLETE = 212;

  /** Not for a group that broadcasts. */
  public static final int BROADCAST_CONSUMPTION = 213;

  /** Slower, please. */
  public static final int FLOW_CONTROL = 215;

  /** A logical queue lives elsewhere. */
  public static final int NOT_LEADER_FOR_QUEUE = 501;

  /** Not allowed in this state. */
  public static final int ILLEGAL_OPERATION = 604;

  /** The peer is going down: connect anew. A producer tries another broker. */
  public static final int GO_AWAY = 1500;

  /** No such user. */
  public static final int USER_NOT_EXIST = 3001;

  /** No such policy. */
  public static final int POLICY_NOT_EXIST = 3002;

  private ResponseCode() {}
}
