package io.diglot.nativeprotocol.send;

import io.diglot.core.model.Topic;
import io.diglot.nativeprotocol.append.Outgoing;
import io.diglot.nativeprotocol.message.InnerMessage;
import io.diglot.nativeprotocol.message.MessageProperties;
import io.diglot.nativeprotocol.message.PropertyNames;
import io.diglot.nativeprotocol.message.StoredHost;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The messages of a batch, each with the batch's own header.
 *
 * @param messages in the order of the batch
 */
record BatchBody(List<Outgoing> messages) {
  /**
   * Takes a batch apart, or throws {@link
   * io.diglot.nativeprotocol.message.MalformedMessageException}.
   */
  static BatchBody of(
      ByteBuffer body, SendHeader header, Topic topic, int queueId, StoredHost bornHost) {
    List<Outgoing> messages = new ArrayList<>();
    for (InnerMessage inner : InnerMessage.decodeAll(body)) {
      Map<String, String> properties = MessageProperties.decode(inner.properties());
      properties.remove(PropertyNames.POP_CK);
      messages.add(
          new Outgoing(
              topic,
              queueId,
              inner.flag(),
              header.sysFlag(),
              header.bornTimestamp(),
              bornHost,
              header.reconsumeTimes(),
              inner.body(),
              properties));
    }
    return new BatchBody(messages);
  }
}
