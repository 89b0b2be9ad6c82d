package io.diglot.remoting;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Serves one family of request codes. */
public interface RequestHandler {
  /** The request codes that this handler serves; asked once, when the dispatch table is made. */
  Set<Integer> codes();

  /**
   * Serves one request. Called on the connection's event loop, in the order of arrival, so it must
   * not block; the next request of the connection may start before this one's answer is complete,
   * and answers may leave in any order.
   *
   * <p>The request and its body are valid until the stage completes; the transport releases them
   * then. The stage must complete exactly once, on any thread, also for a request that wants no
   * response (whose answer is dropped). A {@link BadRequestException}, thrown or as the stage's
   * failure, becomes the response that it describes; any other failure is logged and answered with
   * {@link ResponseCode#SYSTEM_ERROR}.
   */
  CompletionStage<Response> handle(Connection connection, Command request);
}
