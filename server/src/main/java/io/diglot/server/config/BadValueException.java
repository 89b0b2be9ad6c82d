package io.diglot.server.config;

/** A text is no value of the wanted kind. The message completes the sentence "'text' ...". */
final class BadValueException extends Exception {
  private static final long serialVersionUID = 1L;

  BadValueException(String message) {
    super(message);
  }
}
