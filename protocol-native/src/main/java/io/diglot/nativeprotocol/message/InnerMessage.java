package io.diglot.nativeprotocol.message;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of a batch as a producer sends it: total size 4, magic 4, CRC 4, flag 4, body length
 * 4 and body, properties length 2 and properties.
 *
 * @param flag the producer's own flag
 * @param body a view of the batch
 * @param properties a view of the batch
 */
public record InnerMessage(int flag, ByteBuffer body, ByteBuffer properties) {
  /**
   * The messages of a batch body between position and limit, which stay as they are.
   *
   * @throws MalformedMessageException if the bytes are not whole messages
   */
  public static List<InnerMessage> decodeAll(ByteBuffer batch) {
    ByteBuffer source = batch.slice();
    List<InnerMessage> messages = new ArrayList<>();
    try {
      while (source.hasRemaining()) {
        messages.add(decode(source));
      }
    } catch (BufferUnderflowException e) {
      throw new MalformedMessageException("the batch ends early", e);
    }
    return messages;
  }

  private static InnerMessage decode(ByteBuffer source) {
    int start = source.position();
    int size = source.getInt();
    // Magic and checksum are there but mean nothing: clients send zero.
    source.getLong();
    int flag = source.getInt();
    ByteBuffer body = StoredMessageCodec.take(source, source.getInt());
    ByteBuffer properties = StoredMessageCodec.take(source, source.getShort());
    if (source.position() - start != size) {
      throw new MalformedMessageException(
          "a message of a batch says " + size + " bytes and has " + (source.position() - start));
    }
    return new InnerMessage(flag, body, properties);
  }
}
