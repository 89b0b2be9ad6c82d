package io.diglot.nativeprotocol.message;

/** Names of RocketMQ message properties that the broker reads or writes. */
public final class PropertyNames {
  /** Keys for query, separated by spaces. */
  public static final String KEYS = "KEYS";

  /** The tag. */
  public static final String TAGS = "TAGS";

  /** The delay level, 1 to the number of configured levels. */
  public static final String DELAY = "DELAY";

  /** The producer's unique message id. */
  public static final String UNIQ_KEY = "UNIQ_KEY";

  /** Whether the message is the first half of a transaction. */
  public static final String TRAN_MSG = "TRAN_MSG";

  /** Topic that a delayed message is for. */
  public static final String REAL_TOPIC = "REAL_TOPIC";

  /** Queue that a delayed message is for. */
  public static final String REAL_QID = "REAL_QID";

  /** Topic of a message's first delivery. */
  public static final String RETRY_TOPIC = "RETRY_TOPIC";

  /** Id of a retried message at its first delivery. */
  public static final String ORIGIN_MESSAGE_ID = "ORIGIN_MESSAGE_ID";

  /** The broker's cluster. */
  public static final String CLUSTER = "CLUSTER";

  /** The broker's region, told to tracing clients. */
  public static final String MSG_REGION = "MSG_REGION";

  /** Whether clients trace. */
  public static final String TRACE_ON = "TRACE_ON";

  /** "false": the producer does not wait for the disk. */
  public static final String WAIT = "WAIT";

  /** A POP check point; stripped from what clients send. */
  public static final String POP_CK = "POP_CK";

  /** Absolute due time, milliseconds since the epoch. */
  public static final String TIMER_DELIVER_MS = "TIMER_DELIVER_MS";

  /** Delay in seconds. */
  public static final String TIMER_DELAY_SEC = "TIMER_DELAY_SEC";

  /** Delay in milliseconds. */
  public static final String TIMER_DELAY_MS = "TIMER_DELAY_MS";

  /** When a delayed message became due, milliseconds since the epoch. */
  public static final String TIMER_OUT_MS = "TIMER_OUT_MS";

  private PropertyNames() {}
}
