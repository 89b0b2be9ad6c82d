package io.diglot.benchmarks.report;

/** What is measured, each with its unit and its better direction. */
public enum Metric {
  /** Messages acknowledged or received a second. */
  THROUGHPUT("msg/s", true),
  /** Median time, in milliseconds. */
  P50("p50 ms", false),
  /** What 99 % of the messages take at most, in milliseconds. */
  P99("p99 ms", false),
  /** What 99.9 % of the messages take at most, in milliseconds. */
  P999("p99.9 ms", false),
  /** CPU seconds of the broker's processes for a million messages. */
  CPU_PER_MILLION("broker CPU s/M msg", false),
  /** CPU seconds of the broker's processes for 10^9 bytes of values. */
  CPU_PER_GB("broker CPU s/GB", false),
  /** Cores that the broker kept busy. */
  CORES("broker cores", false),
  /** Cores that the client kept busy: with the broker's, how full the machine was. */
  CLIENT_CORES("client cores", false),
  /** The part of the broker's CPU that its JVM's compilers took: much of it is a warm-up. */
  COMPILER("JIT share of CPU", false),
  /** Greatest memory in RAM under load, mapped files included, in MiB. */
  MEMORY("memory MiB", false),
  /** The part of {@link #MEMORY} that is no mapped file. */
  PRIVATE_MEMORY("memory w/o files MiB", false),
  /** Memory in RAM after the start, in MiB. */
  IDLE_MEMORY("idle memory MiB", false),
  /** From the start of the first process to the first request served, in milliseconds. */
  START("start ms", false);

  private final String title;
  private final boolean greaterIsBetter;

  Metric(String title, boolean greaterIsBetter) {
    this.title = title;
    this.greaterIsBetter = greaterIsBetter;
  }

  /** Name and unit. */
  public String title() {
    return title;
  }

  /** Whether more is better. */
  public boolean greaterIsBetter() {
    return greaterIsBetter;
  }
}
