package io.diglot.nameserver.machine;

/**
 * Which state of its topics a broker has registered. Versions are only ever compared for equality,
 * except for the state version.
 *
 * @param stateVersion grows when another process takes over the broker's name and id
 * @param timestamp when the topics changed last, in milliseconds since 1970
 * @param counter how often they changed
 */
public record DataVersion(long stateVersion, long timestamp, long counter) {
  /** Before any change. */
  public static final DataVersion NONE = new DataVersion(0, 0, 0);
}
