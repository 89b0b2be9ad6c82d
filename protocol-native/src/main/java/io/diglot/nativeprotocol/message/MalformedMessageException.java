package io.diglot.nativeprotocol.message;

/** Bytes that are not the RocketMQ message that they claim to be. */
public final class MalformedMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what was found. */
  public MalformedMessageException(String message) {
    super(message);
  }

  /** Says what was found, and what came of it. */
  public MalformedMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
