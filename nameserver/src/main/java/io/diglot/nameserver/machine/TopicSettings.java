package io.diglot.nameserver.machine;

/**
 * One topic as a broker registers it.
 *
 * @param topic its name
 * @param readQueues how many queues a consumer may read
 * @param writeQueues how many queues a producer may write
 * @param permission bits: 4 read, 2 write, 1 may be inherited by topics that are made after it
 * @param sysFlag bits: 1 unit, 2 unit subscription
 * @param order whether its messages are ordered over all queues
 */
public record TopicSettings(
    String topic, int readQueues, int writeQueues, int permission, int sysFlag, boolean order) {
  /** Permission to read. */
  public static final int READ = 4;

  /** Permission to write. */
  public static final int WRITE = 2;
}
