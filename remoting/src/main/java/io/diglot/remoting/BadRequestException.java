package io.diglot.remoting;

/**
 * A request whose header or body does not say what it must. The transport turns it into a response
 * with {@link #code()} and this message, so a handler just lets it pass. It carries no stack trace:
 * it is the peer's fault, and peers can cause it at will.
 */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * Answered with {@link ResponseCode#SYSTEM_ERROR}, as RocketMQ does for a header that it cannot
   * read.
   */
  public BadRequestException(String message) {
    this(ResponseCode.SYSTEM_ERROR, message);
  }

  /** Answered with {@code code}. */
  public BadRequestException(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** The {@link ResponseCode} to answer with. */
  public int code() {
    return code;
  }
}
