package io.diglot.remoting;

/** A request to a peer that got no answer. */
public final class RemotingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why there is no answer. */
  public enum Reason {
    /** No connection could be made. */
    NOT_CONNECTED,
    /**
     * The connection went, or this end was closed, before the answer came. The peer may have served
     * the request.
     */
    CLOSED,
    /** The answer did not come in time. The peer may have served the request, or may still. */
    TIMED_OUT
  }

  private final Reason reason;

  RemotingException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  RemotingException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why there is no answer. */
  public Reason reason() {
    return reason;
  }
}
