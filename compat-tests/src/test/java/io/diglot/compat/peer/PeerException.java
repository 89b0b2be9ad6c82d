package io.diglot.compat.peer;

/** What a client library threw. */
public final class PeerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Wraps what was thrown; the message names it. */
  public PeerException(Throwable cause) {
    super(cause.toString(), cause);
  }
}
