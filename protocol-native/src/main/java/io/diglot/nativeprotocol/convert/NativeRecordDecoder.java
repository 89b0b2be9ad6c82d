package io.diglot.nativeprotocol.convert;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Header;
import io.diglot.core.convert.PropertyMapping;
import io.diglot.core.convert.RecordDecoder;
import io.diglot.core.convert.RecordFields;
import io.diglot.core.convert.RecordHandle;
import io.diglot.core.convert.UndecodableFrameException;
import io.diglot.nativeprotocol.message.BodyCompression;
import io.diglot.nativeprotocol.message.MalformedMessageException;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.nativeprotocol.message.StoredRecord;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * NATIVE frames as common records: the body where it lies or unpacked, the properties as key, tag
 * and headers.
 */
public final class NativeRecordDecoder implements RecordDecoder {
  private final PropertyHeaders headers = new PropertyHeaders();

  @Override
  public FrameKind kind() {
    return FrameKind.NATIVE;
  }

  @Override
  public List<CommonRecord> decode(Frame frame) {
    try {
      StoredRecord message = StoredMessageCodec.decodeRecord(frame.payload());
      ByteBuffer body = BodyCompression.unpack(message.sysFlag(), message.body());
      List<Header> properties = headers.read(message.properties());
      RecordFields fields = PropertyMapping.ofNative(properties, body, message.flag());
      return List.of(
          fields.toRecord(
              RecordHandle.ofMessage(frame.position()),
              message.queueId(),
              frame.baseOffset(),
              message.bornTimestamp(),
              message.storeTimestamp(),
              message.reconsumeTimes()));
    } catch (MalformedMessageException e) {
      throw new UndecodableFrameException(
          "the message at position " + frame.position() + " cannot be read", e);
    }
  }
}
