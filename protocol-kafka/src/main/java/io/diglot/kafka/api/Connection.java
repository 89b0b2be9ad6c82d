package io.diglot.kafka.api;

/** The connection that a request came in on, as far as a handler may know it. Thread-safe. */
public interface Connection {

  /** The broker's own number for it, never used twice by one process. */
  long number();

  /** The peer's address as Kafka shows it in group descriptions, for example {@code /127.0.0.1}. */
  String clientHost();

  /** What clients that came in through this listener are told to dial. */
  BrokerNode broker();

  /** Whether the peer is still there. */
  boolean isOpen();

  /** What the client said of itself in ApiVersions (KIP-511); empty names before. */
  ClientSoftware software();

  /** Keeps what the client says of itself. */
  void introduce(ClientSoftware software);

  /** Runs the task on the connection's event loop. */
  void execute(Runnable task);

  /**
   * Runs the task on the connection's event loop after a delay in milliseconds, unless cancelled.
   */
  Timer schedule(long delayMillis, Runnable task);

  /** A pending task. */
  @FunctionalInterface
  interface Timer {
    /** Keeps the task from running if it has not begun. */
    void cancel();
  }

  /**
   * A client library.
   *
   * @param name for example {@code apache-kafka-java}
   * @param version its version
   */
  record ClientSoftware(String name, String version) {

    /** Not introduced. */
    public static final ClientSoftware UNKNOWN = new ClientSoftware("", "");
  }
}
