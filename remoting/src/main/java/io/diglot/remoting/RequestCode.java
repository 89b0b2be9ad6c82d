package io.diglot.remoting;

/**
 * What a request wants: the codes that RocketMQ 5.5.0 has and that an implementation of the
 * client-facing protocol needs. Codes between brokers, and of the controller, are left out. An
 * unknown code is answered with {@link ResponseCode#REQUEST_CODE_NOT_SUPPORTED}.
 */
public final class RequestCode {
  // Clients to a broker: what 4.9 and 5.x clients of every language need.

  /** Store one message, long field names. */
  public static final int SEND_MESSAGE = 10;

  /** Read messages; may be held; also commits an offset when flagged. */
  public static final int PULL_MESSAGE = 11;

  /** Find messages by key or by unique key. */
  public static final int QUERY_MESSAGE = 12;

  /** A group's committed offset of a queue. */
  public static final int QUERY_CONSUMER_OFFSET = 14;

  /** Commit a group's offset of a queue; mostly one-way. */
  public static final int UPDATE_CONSUMER_OFFSET = 15;

  /** The offset of a time, in milliseconds since 1970. */
  public static final int SEARCH_OFFSET_BY_TIMESTAMP = 29;

  /** A queue's end. */
  public static final int GET_MAX_OFFSET = 30;

  /** A queue's start. */
  public static final int GET_MIN_OFFSET = 31;

  /** When a queue's first message was stored. */
  public static final int GET_EARLIEST_MSG_STORETIME = 32;

  /** One message by its position in the log. */
  public static final int VIEW_MESSAGE_BY_ID = 33;

  /** The client, its producer groups, and its consumer groups with subscriptions; JSON body. */
  public static final int HEART_BEAT = 34;

  /** The client leaves a producer or consumer group. */
  public static final int UNREGISTER_CLIENT = 35;

  /** A message was not consumed: retry it later, or make it a dead letter. */
  public static final int CONSUMER_SEND_MSG_BACK = 36;

  /** Commit or roll back a half message; one-way. */
  public static final int END_TRANSACTION = 37;

  /** The client ids of a group's members. */
  public static final int GET_CONSUMER_LIST_BY_GROUP = 38;

  /** Lock queues for orderly consumption. */
  public static final int LOCK_BATCH_MQ = 41;

  /** Give up locks of queues. */
  public static final int UNLOCK_BATCH_MQ = 42;

  /** Is this subscription valid? */
  public static final int CHECK_CLIENT_CONFIG = 46;

  /** Store one message, one-letter field names. */
  public static final int SEND_MESSAGE_V2 = 310;

  /** Store several messages of one queue. */
  public static final int SEND_BATCH_MESSAGE = 320;

  /** The reply of request-reply, long field names. */
  public static final int SEND_REPLY_MESSAGE = 324;

  /** The reply of request-reply, one-letter field names. */
  public static final int SEND_REPLY_MESSAGE_V2 = 325;

  /** PULL_MESSAGE of the lite pull consumer. */
  public static final int LITE_PULL_MESSAGE = 361;

  /** Take back a delayed message. */
  public static final int RECALL_MESSAGE = 370;

  // 5.x clients and proxies to a broker. The codes from 200050 on do not fit the binary header, by
  // design of its inventors.

  /** Which queues a member shall consume, and by pull or by pop. */
  public static final int QUERY_ASSIGNMENT = 400;

  /** Pull or pop, for a topic and group. */
  public static final int SET_MESSAGE_REQUEST_MODE = 401;

  /** Every setting of SET_MESSAGE_REQUEST_MODE. */
  public static final int GET_ALL_MESSAGE_REQUEST_MODE = 402;

  /** Lease messages for a time. */
  public static final int POP_MESSAGE = 200050;

  /** A leased message is done. */
  public static final int ACK_MESSAGE = 200051;

  /** Leased messages are done. */
  public static final int BATCH_ACK_MESSAGE = 200151;

  /** Read without a lease. */
  public static final int PEEK_MESSAGE = 200052;

  /** Prolong or shorten a lease. */
  public static final int CHANGE_MESSAGE_INVISIBLETIME = 200053;

  /** Held until there is something to pop. */
  public static final int NOTIFICATION = 200054;

  /** How many POP_MESSAGE are held. */
  public static final int POLLING_INFO = 200055;

  // A broker to a client, on the client's own connection.

  /** What became of this half message? One-way; answered by END_TRANSACTION. */
  public static final int CHECK_TRANSACTION_STATE = 39;

  /** Membership or subscriptions of a group changed: rebalance. One-way. */
  public static final int NOTIFY_CONSUMER_IDS_CHANGED = 40;

  /** Go on at these offsets. One-way. */
  public static final int RESET_CONSUMER_CLIENT_OFFSET = 220;

  /** The client's offsets. */
  public static final int GET_CONSUMER_STATUS_FROM_CLIENT = 221;

  /** The client's queues, threads and statistics. */
  public static final int GET_CONSUMER_RUNNING_INFO = 307;

  /** Consume this one message now. */
  public static final int CONSUME_MESSAGE_DIRECTLY = 309;

  /** The reply to a request of request-reply. */
  public static final int PUSH_REPLY_MESSAGE_TO_CLIENT = 326;

  // Clients, tools and brokers to a nameserver.

  /** Set a value of the nameserver's key-value table. */
  public static final int PUT_KV_CONFIG = 100;

  /** Read one. */
  public static final int GET_KV_CONFIG = 101;

  /** Remove one. */
  public static final int DELETE_KV_CONFIG = 102;

  /** A broker, its addresses and its topics; every 30 s and on change. */
  public static final int REGISTER_BROKER = 103;

  /** A broker leaves. */
  public static final int UNREGISTER_BROKER = 104;

  /** A topic's queues and brokers. */
  public static final int GET_ROUTEINFO_BY_TOPIC = 105;

  /** All clusters and brokers. */
  public static final int GET_BROKER_CLUSTER_INFO = 106;

  /** Take write permission from all topics of a broker. */
  public static final int WIPE_WRITE_PERM_OF_BROKER = 205;

  /** All topics. */
  public static final int GET_ALL_TOPIC_LIST_FROM_NAMESERVER = 206;

  /** Forget a topic, of all clusters or of one. */
  public static final int DELETE_TOPIC_IN_NAMESRV = 216;

  /** Announce a topic on brokers that are registered. */
  public static final int REGISTER_TOPIC_IN_NAMESRV = 217;

  /** All keys and values of a namespace. */
  public static final int GET_KVLIST_BY_NAMESPACE = 219;

  /** All topics of a cluster. */
  public static final int GET_TOPICS_BY_CLUSTER = 224;

  /** The names of clusters and brokers, which are topics too. */
  public static final int GET_SYSTEM_TOPIC_LIST_FROM_NS = 304;

  /** Topics with the unit flag. */
  public static final int GET_UNIT_TOPIC_LIST = 311;

  /** Topics with the unit-subscription flag. */
  public static final int GET_HAS_UNIT_SUB_TOPIC_LIST = 312;

  /** Topics with the unit-subscription flag only. */
  public static final int GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST = 313;

  /** Change the nameserver's configuration; properties body. */
  public static final int UPDATE_NAMESRV_CONFIG = 318;

  /** The nameserver's configuration. */
  public static final int GET_NAMESRV_CONFIG = 319;

  /** Did the topics of a broker change since this version? */
  public static final int QUERY_DATA_VERSION = 322;

  /** Undo WIPE_WRITE_PERM_OF_BROKER. */
  public static final int ADD_WRITE_PERM_OF_BROKER = 327;

  /** The addresses of the brokers of one name. */
  public static final int GET_BROKER_MEMBER_GROUP = 901;

  /** A broker is alive; no topics. */
  public static final int BROKER_HEARTBEAT = 904;

  // Administration tools to a broker.

  /** Create or change a topic. */
  public static final int UPDATE_AND_CREATE_TOPIC = 17;

  /** Create or change topics. */
  public static final int UPDATE_AND_CREATE_TOPIC_LIST = 18;

  /** Every topic with its settings. */
  public static final int GET_ALL_TOPIC_CONFIG = 21;

  /** Change configuration; properties body. */
  public static final int UPDATE_BROKER_CONFIG = 25;

  /** The configuration; properties body. */
  public static final int GET_BROKER_CONFIG = 26;

  /** Counters and facts, as a table of texts. */
  public static final int GET_BROKER_RUNTIME_INFO = 28;

  /** Create or change a group. */
  public static final int UPDATE_AND_CREATE_SUBSCRIPTIONGROUP = 200;

  /** Every group with its settings. */
  public static final int GET_ALL_SUBSCRIPTIONGROUP_CONFIG = 201;

  /** A topic's queues with start, end and last time. */
  public static final int GET_TOPIC_STATS_INFO = 202;

  /** A group's members and subscriptions. */
  public static final int GET_CONSUMER_CONNECTION_LIST = 203;

  /** A producer group's members. */
  public static final int GET_PRODUCER_CONNECTION_LIST = 204;

  /** Delete a group. */
  public static final int DELETE_SUBSCRIPTIONGROUP = 207;

  /** A group's offsets and lag. */
  public static final int GET_CONSUME_STATS = 208;

  /** Reset offsets in the consumer. */
  public static final int RESET_CONSUMER_OFFSET_IN_CONSUMER = 211;

  /** Reset offsets in the broker. */
  public static final int RESET_CONSUMER_OFFSET_IN_BROKER = 212;

  /** Delete a topic. */
  public static final int DELETE_TOPIC_IN_BROKER = 215;

  /** Reset a group's offsets to a time, and tell its members. */
  public static final int INVOKE_BROKER_TO_RESET_OFFSET = 222;

  /** Ask a group's members for their offsets. */
  public static final int INVOKE_BROKER_TO_GET_CONSUMER_STATUS = 223;

  /** Create or change groups. */
  public static final int UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST = 225;

  /** The groups of a topic. */
  public static final int QUERY_TOPIC_CONSUME_BY_WHO = 300;

  /** From when to when the queues of a topic reach, and where a group is. */
  public static final int QUERY_CONSUME_TIME_SPAN = 303;

  /** The broker's own topics. */
  public static final int GET_SYSTEM_TOPIC_LIST_FROM_BROKER = 305;

  /** Drop what has expired. */
  public static final int CLEAN_EXPIRED_CONSUMEQUEUE = 306;

  /** The smallest offset of other groups. */
  public static final int QUERY_CORRECTION_OFFSET = 308;

  /** Copy a group's offsets to another group. */
  public static final int CLONE_GROUP_OFFSET = 314;

  /** One statistic by the minute, hour and day. */
  public static final int VIEW_BROKER_STATS_DATA = 315;

  /** Drop topics without data. */
  public static final int CLEAN_UNUSED_TOPIC = 316;

  /** Lag of every group. */
  public static final int GET_BROKER_CONSUME_STATS = 317;

  /** Entries of a queue's index. */
  public static final int QUERY_CONSUME_QUEUE = 321;

  /** Check a half message again. */
  public static final int RESUME_CHECK_HALF_MESSAGE = 323;

  /** Every producer group with its members. */
  public static final int GET_ALL_PRODUCER_INFO = 328;

  /** Drop expired log files. */
  public static final int DELETE_EXPIRED_COMMITLOG = 329;

  /** The topics of a group. */
  public static final int QUERY_TOPICS_BY_CONSUMER = 343;

  /** A group's subscription to a topic. */
  public static final int QUERY_SUBSCRIPTION_BY_CONSUMER = 345;

  /** One topic with its settings. */
  public static final int GET_TOPIC_CONFIG = 351;

  /** One group with its settings. */
  public static final int GET_SUBSCRIPTIONGROUP_CONFIG = 352;

  /** May a group read a topic? */
  public static final int UPDATE_AND_GET_GROUP_FORBIDDEN = 353;

  private RequestCode() {}
}
