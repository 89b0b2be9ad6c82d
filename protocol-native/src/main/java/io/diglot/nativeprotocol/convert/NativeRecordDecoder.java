package io.diglot.nativeprotocol.convert;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.PropertyMapping;
import io.diglot.core.convert.PropertyMapping.Parts;
import io.diglot.core.convert.RecordDecoder;
import io.diglot.core.convert.RecordHandle;
import io.diglot.core.convert.UndecodableFrameException;
import io.diglot.nativeprotocol.message.BodyCompression;
import io.diglot.nativeprotocol.message.MalformedMessageException;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import java.util.List;

/** NATIVE frames as common records: the body unpacked, the properties as key, tag and headers. */
public final class NativeRecordDecoder implements RecordDecoder {
  @Override
  public FrameKind kind() {
    return FrameKind.NATIVE;
  }

  @Override
  public List<CommonRecord> decode(Frame frame) {
    try {
      StoredMessage message = StoredMessageCodec.decode(frame.payload());
      byte[] body = BodyCompression.unpack(message.sysFlag(), message.body());
      Parts parts = PropertyMapping.toParts(message.propertyMap());
      return List.of(
          new CommonRecord(
              RecordHandle.ofMessage(frame.position()),
              message.queueId(),
              frame.baseOffset(),
              parts.key(),
              parts.tag(),
              parts.headers(),
              // A body that a consumer put into a null value's message since then is not lost.
              parts.nullValue() && body.length == 0 ? null : body,
              message.bornTimestamp(),
              frame.storeTimestamp(),
              message.reconsumeTimes(),
              message.flag()));
    } catch (MalformedMessageException e) {
      throw new UndecodableFrameException(
          "the message at position " + frame.position() + " cannot be read", e);
    }
  }
}
