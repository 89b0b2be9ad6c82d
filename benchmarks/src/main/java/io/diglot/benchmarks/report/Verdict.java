package io.diglot.benchmarks.report;

/** What became of a goal. */
public enum Verdict {
  /** It is reached. */
  MET("yes"),
  /** It is not reached. */
  UNMET("NO"),
  /**
   * It is not reached, and neither by a broker that does nothing: the clients leave no more. CPU
   * for each message is judged instead.
   */
  CLIENT_BOUND("client-bound"),
  /**
   * It is not reached, and neither by a broker that does nothing but write what it gets to a file.
   */
  STORE_BOUND("store-bound");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** How tables say it. */
  public String text() {
    return text;
  }
}
