package io.diglot.remoting;

/**
 * RocketMQ's release numbers as headers carry them: the ordinal of the release in the enumeration
 * of all of them.
 */
public final class ProtocolVersion {
  /** 3.4.9: from here on a consumer asks for its subscription to be evaluated by the broker. */
  public static final int V3_4_9 = 121;

  /** 4.9.3. */
  public static final int V4_9_3 = 399;

  /** 4.9.4: the first whose clients take a route with quoted map keys. */
  public static final int V4_9_4 = 401;

  /** 4.9.8. */
  public static final int V4_9_8 = 409;

  /** 5.0.0. */
  public static final int V5_0_0 = 413;

  /** 5.5.0. */
  public static final int V5_5_0 = 513;

  /** What this implementation says that it is. */
  public static final int CURRENT = V5_5_0;

  private ProtocolVersion() {}
}
