package io.diglot.nameserver.machine;

/** What became of a registration. */
public sealed interface RegistrationOutcome {
  /**
   * It holds.
   *
   * @param masterAddress the master of the same group, empty if this is the master or there is none
   * @param masterHaAddress where that master takes replicas, empty likewise
   */
  record Accepted(String masterAddress, String masterHaAddress) implements RegistrationOutcome {}

  /**
   * Another process holds the name and id with a newer state version; the sender is told nothing,
   * as RocketMQ does.
   */
  record Outdated() implements RegistrationOutcome {}

  /**
   * One topic alone, of a broker that has not registered yet: what it has beside that is not known.
   */
  record FirstMustBeWhole() implements RegistrationOutcome {}
}
