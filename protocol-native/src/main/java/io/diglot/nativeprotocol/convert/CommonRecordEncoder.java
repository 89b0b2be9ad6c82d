package io.diglot.nativeprotocol.convert;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.PropertyMapping;
import io.diglot.core.convert.PropertyMapping.Parts;
import io.diglot.nativeprotocol.message.MessageProperties;
import io.diglot.nativeprotocol.message.StoredHost;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Common records as RocketMQ messages. Stateless. */
public final class CommonRecordEncoder {
  private static final int SEPARATORS = 2;

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
    Map<String, String> properties = PropertyMapping.toProperties(Parts.of(record));
    byte[] bytes = MessageProperties.encode(properties);
    return bytes.length <= MessageProperties.MAX_BYTES
        ? bytes
        : MessageProperties.encode(fitting(properties));
  }

  /**
   * Kafka's headers may be longer than RocketMQ's properties: then the reader gets those that fit,
   * the first ones first.
   */
  private static Map<String, String> fitting(Map<String, String> properties) {
    Map<String, String> kept = new LinkedHashMap<>();
    int room = MessageProperties.MAX_BYTES;
    for (Map.Entry<String, String> property : properties.entrySet()) {
      int size = size(property.getKey()) + size(property.getValue()) + SEPARATORS;
      if (size <= room) {
        kept.put(property.getKey(), property.getValue());
        room -= size;
      }
    }
    return kept;
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
