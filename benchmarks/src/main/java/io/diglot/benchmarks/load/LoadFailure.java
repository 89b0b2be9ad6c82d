package io.diglot.benchmarks.load;

/** A load could not be put on a broker; the message has the client's last words. */
public final class LoadFailure extends Exception {
  private static final long serialVersionUID = 1;

  LoadFailure(String message) {
    super(message);
  }
}
