package io.diglot.nativeprotocol.convert;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.PropertyMapping;
import io.diglot.nativeprotocol.message.MessageProperties;
import io.diglot.nativeprotocol.message.StoredHost;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Common records as RocketMQ messages. Stateless. */
public final class CommonRecordEncoder {
  /**
   * Nobody knows any more which host sent a record of another protocol, so it is the any address.
   */
  private static final StoredHost UNKNOWN_HOST =
      StoredHost.of(InetSocketAddress.createUnresolved("unknown", 0));

  /** The message that stands for a record. */
  public StoredMessage message(CommonRecord record, String topic) {
    byte[] value = record.value();
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
        UNKNOWN_HOST,
        record.reconsumeTimes(),
        0,
        ByteBuffer.wrap(value == null ? new byte[0] : value),
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
