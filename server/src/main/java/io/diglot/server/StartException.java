package io.diglot.server;

/** Diglot cannot start; the message says why in one line that a user understands. */
final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message + ": " + reason(cause), cause);
  }

  /** The innermost message: that of the operating system, when there is one. */
  private static String reason(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    String message = inner.getMessage();
    return message == null ? inner.toString() : message;
  }
}
