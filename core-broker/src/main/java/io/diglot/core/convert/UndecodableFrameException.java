package io.diglot.core.convert;

/** A frame's payload is not what its kind says. */
public final class UndecodableFrameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what was found. */
  public UndecodableFrameException(String message, Throwable cause) {
    super(message, cause);
  }
}
