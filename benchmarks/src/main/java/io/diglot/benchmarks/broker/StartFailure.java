package io.diglot.benchmarks.broker;

/** A broker does not start; the message says why, with the end of its log. */
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1;

  StartFailure(String message) {
    super(message);
  }
}
