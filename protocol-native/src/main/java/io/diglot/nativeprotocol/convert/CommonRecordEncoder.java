package io.diglot.nativeprotocol.convert;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.PropertyMapping;
import io.diglot.nativeprotocol.message.MessageProperties;
import io.diglot.nativeprotocol.message.StoredHost;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Common records as RocketMQ messages, stored on this broker: the client makes a message id of that
 * host, and asks it for the message. Thread-safe.
 */
public final class CommonRecordEncoder {
  /**
   * Nobody knows any more which host sent a record of another protocol, so it is the any address.
   */
  private static final StoredHost UNKNOWN_HOST =
      StoredHost.of(InetSocketAddress.createUnresolved("unknown", 0));

  private final BrokerIdentity identity;

  /** For records of this broker. */
  public CommonRecordEncoder(BrokerIdentity identity) {
    this.identity = identity;
  }

  /** The message that stands for a record. */
  public StoredMessage message(CommonRecord record, String topic) {
    ByteBuffer value = record.value();
    return new StoredMessage(
        topic,
        record.queueId(),
        record.flag(),
        record.offset(),
        record.handle(),
        0,
        record.bornTimestamp(),
        UNKNOWN_HOST,
        record.storeTimestamp(),
        identity.address(),
        record.reconsumeTimes(),
        0,
        value == null ? ByteBuffer.allocate(0) : value.duplicate(),
        ByteBuffer.wrap(properties(record)));
  }

  /** That message in its stored layout. */
  public ByteBuffer encode(CommonRecord record, String topic) {
    return StoredMessageCodec.encode(message(record, topic));
  }

  private static byte[] properties(CommonRecord record) {
    return MessageProperties.encode(PropertyMapping.nativeProperties(record));
  }
}
