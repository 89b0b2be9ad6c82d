package io.diglot.kafka.api;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;

/**
 * The handler of one Kafka API, in every version that it declares. One final class an API, with its
 * ports given to the constructor; no state of its own but what the protocol asks for.
 *
 * <p>Two phases: {@link #handle} runs on the connection's event loop and must not wait. What it
 * does before it returns is done before the connection's next request is looked at; what completes
 * its stage may run on any thread. Unless {@link #overlaps} says otherwise the next request of the
 * connection is not looked at before the stage has completed, as with Apache Kafka. Replies leave
 * in the order of the requests in any case.
 *
 * <p>The request's record bytes are valid until {@link #handle} returns; all else in it may be
 * kept. A handler that throws, or whose stage fails, answers with the request's own error response.
 *
 * @param <Q> the request class of the key
 */
public interface KafkaApi<Q extends AbstractRequest> {

  /** The API. */
  ApiKeys key();

  /** The request class of the key. */
  Class<Q> requestType();

  /** The lowest version that is handled. */
  default short lowestVersion() {
    return key().oldestVersion();
  }

  /** The highest version that is handled: the newest stable one that the protocol classes know. */
  default short highestVersion() {
    return key().latestVersion(false);
  }

  /** Whether the connection's next request may start before this one's reply is ready. */
  default boolean overlaps() {
    return false;
  }

  /** Handles one request, see above. */
  CompletionStage<Reply> handle(RequestContext context, Q request);
}
