package io.diglot.remoting;

import io.netty.handler.codec.CorruptedFrameException;

/**
 * Bytes that are no frame of this protocol, or one over a limit. The connection they came on is
 * closed, and no other.
 */
public final class MalformedFrameException extends CorruptedFrameException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong; the text must hold no more than a few of the peer's bytes, because it is
   * logged.
   */
  public MalformedFrameException(String message) {
    super(message);
  }

  /** As above, with the parser's own complaint. */
  public MalformedFrameException(String message, Throwable cause) {
    super(message, cause);
  }
}
