package io.diglot.benchmarks.broker;

/**
 * What processes have used.
 *
 * @param cpuSeconds user and system time since their start, that of ended children included
 * @param compilerSeconds the part of it that the JVM's compiler threads took
 * @param residentBytes memory in RAM now, mapped files included
 * @param anonymousBytes the part of it that is not backed by a file
 * @param nanoTime when this was read, as {@link System#nanoTime}
 */
public record Usage(
    double cpuSeconds,
    double compilerSeconds,
    long residentBytes,
    long anonymousBytes,
    long nanoTime) {

  static final Usage NONE = new Usage(0, 0, 0, 0, System.nanoTime());

  Usage plus(Usage other) {
    return new Usage(
        cpuSeconds + other.cpuSeconds,
        compilerSeconds + other.compilerSeconds,
        residentBytes + other.residentBytes,
        anonymousBytes + other.anonymousBytes,
        Math.max(nanoTime, other.nanoTime));
  }
}
