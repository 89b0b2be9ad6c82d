package io.diglot.nativeprotocol.send;

import io.diglot.core.convert.RecordHandle;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.queue.Stored;
import io.diglot.nativeprotocol.append.Outgoing;
import io.diglot.nativeprotocol.message.MessageId;
import io.diglot.nativeprotocol.message.PropertyNames;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.remoting.Response;
import io.diglot.store.Frame;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector.Choice;

/** What a producer is told of messages that were taken. */
public final class Receipts {
  private static final String REGION = "DefaultRegion";

  private final Queues queues;
  private final BrokerIdentity identity;

  /** Receipts of one broker. */
  public Receipts(Queues queues, BrokerIdentity identity) {
    this.queues = queues;
    this.identity = identity;
  }

  Response ofMessage(Outgoing message, Stored stored) {
    return receipt(id(stored.position()), message.queueId(), stored.baseOffset())
        .field("transactionId", message.properties().getOrDefault(PropertyNames.UNIQ_KEY, ""));
  }

  /** The ids of a batch are joined by commas; the offset is the first one's. */
  Response ofBatch(Topic topic, int queueId, Stored stored, int count) {
    StringBuilder ids = new StringBuilder();
    long end = stored.baseOffset() + count;
    try (FrameRun run =
        queues.read(
            topic.queueKey(queueId),
            stored.baseOffset(),
            (kind, base, records, size, tag, time) -> base < end ? Choice.TAKE : Choice.STOP)) {
      for (Frame frame : run.frames()) {
        ids.append(ids.isEmpty() ? "" : ",").append(id(frame.position()));
      }
    }
    return receipt(ids.toString(), queueId, stored.baseOffset());
  }

  private String id(long position) {
    return new MessageId(identity.address(), RecordHandle.ofMessage(position)).text();
  }

  private static Response receipt(String ids, int queueId, long offset) {
    return Response.ok()
        .field("msgId", ids)
        .field("queueId", queueId)
        .field("queueOffset", offset)
        .field(PropertyNames.MSG_REGION, REGION)
        .field(PropertyNames.TRACE_ON, true);
  }
}
