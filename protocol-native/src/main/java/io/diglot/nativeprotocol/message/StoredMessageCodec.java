package io.diglot.nativeprotocol.message;

import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * RocketMQ's stored layout, big endian: total size 4, magic 4, body CRC 4, queue id 4, flag 4,
 * queue offset 8, physical offset 8, sysFlag 4, born time 8, born host 8 or 20, store time 8, store
 * host 8 or 20, reconsume times 4, prepared transaction offset 8, body length 4 and body, topic
 * length 1 (version 2: 2) and topic, properties length 2 and properties. Version 2 is for topics
 * longer than 127 bytes.
 */
public final class StoredMessageCodec {
  /** Magic of version 1. */
  public static final int MAGIC_V1 = 0xDAA320A7;

  /** Magic of version 2, whose topic length has two bytes. */
  public static final int MAGIC_V2 = 0xDAA320AB;

  /** Where the queue id stands. */
  public static final int QUEUE_ID_FIELD = 12;

  /** Where the queue offset stands. */
  public static final int QUEUE_OFFSET_FIELD = 20;

  /** Where the physical offset stands. */
  public static final int PHYSICAL_OFFSET_FIELD = 28;

  private static final int FLAG_FIELD = 16;
  private static final int SYS_FLAG_FIELD = 36;
  private static final int BORN_TIME_FIELD = 40;
  private static final int BORN_HOST_FIELD = 48;
  private static final int FIXED_BYTES = 4 + 4 + 4 + 4 + 4 + 8 + 8 + 4 + 8 + 8 + 4 + 8 + 4 + 2;
  private static final int MAX_SHORT_TOPIC = Byte.MAX_VALUE;

  private StoredMessageCodec() {}

  /** The message in its stored layout, as a new buffer ready to be read. */
  public static ByteBuffer encode(StoredMessage message) {
    byte[] topic = message.topic().getBytes(StandardCharsets.UTF_8);
    boolean longTopic = topic.length > MAX_SHORT_TOPIC;
    ByteBuffer body = message.body().duplicate();
    ByteBuffer properties = message.properties().duplicate();
    if (properties.remaining() > MessageProperties.MAX_BYTES || topic.length > Short.MAX_VALUE) {
      throw new MalformedMessageException("properties or topic do not fit into a message");
    }
    int size =
        FIXED_BYTES
            + message.bornHost().size()
            + message.storeHost().size()
            + body.remaining()
            + (longTopic ? Short.BYTES : Byte.BYTES)
            + topic.length
            + properties.remaining();
    ByteBuffer target = ByteBuffer.allocate(size);
    target.putInt(size).putInt(longTopic ? MAGIC_V2 : MAGIC_V1).putInt(crc(body));
    target.putInt(message.queueId()).putInt(message.flag());
    target.putLong(message.queueOffset()).putLong(message.physicalOffset());
    target.putInt(message.sysFlag()).putLong(message.bornTimestamp());
    message.bornHost().write(target);
    target.putLong(message.storeTimestamp());
    message.storeHost().write(target);
    target.putInt(message.reconsumeTimes()).putLong(message.preparedTransactionOffset());
    target.putInt(body.remaining()).put(body);
    if (longTopic) {
      target.putShort((short) topic.length);
    } else {
      target.put((byte) topic.length);
    }
    target.put(topic).putShort((short) properties.remaining()).put(properties);
    return target.flip();
  }

  /**
   * Reads one message between position and limit, which stay as they are; body and properties are
   * views of the buffer.
   *
   * @throws MalformedMessageException if the bytes are not exactly one message
   */
  public static StoredMessage decode(ByteBuffer bytes) {
    ByteBuffer source = bytes.slice();
    try {
      StoredMessage message = read(source);
      requireEnd(source);
      return message;
    } catch (BufferUnderflowException e) {
      throw new MalformedMessageException("the message ends early", e);
    }
  }

  /**
   * Like {@link #decode}, but only what another protocol's record is made of: the rest is passed
   * over, and the body's checksum is left to whoever keeps the bytes, as the log does.
   *
   * @throws MalformedMessageException if the bytes are not exactly one message
   */
  public static StoredRecord decodeRecord(ByteBuffer bytes) {
    ByteBuffer source = bytes.slice();
    try {
      return readRecord(source);
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw new MalformedMessageException("the message ends early", e);
    }
  }

  private static StoredRecord readRecord(ByteBuffer source) {
    final int magic = readMagic(source);
    final int sysFlag = source.getInt(SYS_FLAG_FIELD);
    final int storeTimeField =
        BORN_HOST_FIELD + StoredHost.size(SysFlag.has(sysFlag, SysFlag.BORN_HOST_V6));
    final int reconsumeField =
        storeTimeField + Long.BYTES + StoredHost.size(SysFlag.has(sysFlag, SysFlag.STORE_HOST_V6));
    final int reconsumeTimes = source.getInt(reconsumeField);
    final int bodyField = reconsumeField + Integer.BYTES + Long.BYTES;
    final int bodyLength = source.getInt(bodyField);
    source.position(bodyField + Integer.BYTES);
    final ByteBuffer body = take(source, bodyLength);
    take(source, magic == MAGIC_V2 ? source.getShort() : source.get());
    final ByteBuffer properties = take(source, source.getShort());
    requireEnd(source);
    return new StoredRecord(
        source.getInt(QUEUE_ID_FIELD),
        source.getInt(FLAG_FIELD),
        sysFlag,
        source.getLong(BORN_TIME_FIELD),
        source.getLong(storeTimeField),
        reconsumeTimes,
        body,
        properties);
  }

  private static int readMagic(ByteBuffer source) {
    int size = source.getInt();
    int magic = source.getInt();
    if (size != source.capacity() || (magic != MAGIC_V1 && magic != MAGIC_V2)) {
      throw new MalformedMessageException("size " + size + ", magic " + Integer.toHexString(magic));
    }
    return magic;
  }

  private static void requireEnd(ByteBuffer source) {
    if (source.hasRemaining()) {
      throw new MalformedMessageException(source.remaining() + " bytes after the message");
    }
  }

  private static StoredMessage read(ByteBuffer source) {
    final int magic = readMagic(source);
    final int crc = source.getInt();
    final int queueId = source.getInt();
    final int flag = source.getInt();
    final long queueOffset = source.getLong();
    final long physicalOffset = source.getLong();
    final int sysFlag = source.getInt();
    final long bornTimestamp = source.getLong();
    final StoredHost bornHost = StoredHost.read(source, SysFlag.has(sysFlag, SysFlag.BORN_HOST_V6));
    final long storeTimestamp = source.getLong();
    final StoredHost storeHost =
        StoredHost.read(source, SysFlag.has(sysFlag, SysFlag.STORE_HOST_V6));
    final int reconsumeTimes = source.getInt();
    final long preparedTransactionOffset = source.getLong();
    final ByteBuffer body = take(source, source.getInt());
    final ByteBuffer topic = take(source, magic == MAGIC_V2 ? source.getShort() : source.get());
    final ByteBuffer properties = take(source, source.getShort());
    if (crc != crc(body)) {
      throw new MalformedMessageException("the body's checksum is wrong");
    }
    return new StoredMessage(
        text(topic),
        queueId,
        flag,
        queueOffset,
        physicalOffset,
        sysFlag,
        bornTimestamp,
        bornHost,
        storeTimestamp,
        storeHost,
        reconsumeTimes,
        preparedTransactionOffset,
        body,
        properties);
  }

  /** The next bytes as a view. */
  static ByteBuffer take(ByteBuffer source, int length) {
    if (length < 0 || length > source.remaining()) {
      throw new MalformedMessageException(
          "a length of " + length + " with " + source.remaining() + " bytes left");
    }
    ByteBuffer part = source.slice(source.position(), length);
    source.position(source.position() + length);
    return part;
  }

  /**
   * The bytes between position and limit, which stay as they are, as UTF-8 text. A charset's own
   * way from buffer to text goes character by character; that from an array does not.
   */
  static String text(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(bytes.position(), copy);
    return new String(copy, StandardCharsets.UTF_8);
  }

  private static int crc(ByteBuffer body) {
    CRC32 crc = new CRC32();
    crc.update(body.duplicate());
    // RocketMQ keeps the sum positive.
    return (int) crc.getValue() & Integer.MAX_VALUE;
  }

  /** Where the store time stands in a message whose born host is of this kind. */
  public static int storeTimeField(StoredHost bornHost) {
    return BORN_HOST_FIELD + bornHost.size();
  }

  /**
   * The frame that takes the message into a queue; the log fills in offset, position and store
   * time.
   *
   * @param tagHash see {@link MessageProperties#tagHash}
   */
  public static FrameDraft draft(long queueKey, int tagHash, StoredMessage message) {
    return new FrameDraft(
        FrameKind.NATIVE,
        queueKey,
        1,
        tagHash,
        message.storeTimestamp(),
        encode(message),
        QUEUE_OFFSET_FIELD,
        PHYSICAL_OFFSET_FIELD,
        storeTimeField(message.bornHost()));
  }
}
