package io.diglot.kafka.fetch;

import io.diglot.kafka.api.Reply;
import io.diglot.kafka.fetch.FetchPass.Answered;
import io.diglot.kafka.records.NativeBatches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.requests.FetchMetadata;
import org.apache.kafka.common.requests.FetchResponse;

/** Makes the response of what was found. */
final class FetchAnswer {
  private final short version;
  private final Optional<FetchSession> session;
  private final NativeBatches converter;

  FetchAnswer(short version, Optional<FetchSession> session, NativeBatches converter) {
    this.version = version;
    this.session = session;
    this.converter = converter;
  }

  /** The reply; the pass is closed when its bytes are written. */
  Reply of(FetchPass pass) {
    Map<Object, FetchableTopicResponse> topics = new LinkedHashMap<>();
    for (Answered each : pass.answers(converter, version)) {
      FetchKey key = each.key();
      if (session.isEmpty() || session.get().isNews(key, each.data())) {
        topics
            .computeIfAbsent(
                key.topicKey(),
                absent ->
                    new FetchableTopicResponse().setTopicId(key.topicId()).setTopic(key.topic()))
            .partitions()
            .add(each.data());
      }
    }
    FetchResponseData data =
        new FetchResponseData()
            .setSessionId(session.map(FetchSession::id).orElse(FetchMetadata.INVALID_SESSION_ID))
            .setResponses(new ArrayList<>(topics.values()));
    return new Reply.Answer(FetchResponse.of(data), pass::close);
  }

  /** Converts what the next fetch will want. */
  void prepare(FetchPass expected) {
    expected.prepare(converter);
  }
}
