package io.diglot.kafka.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.ReferenceCounted;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageSizeAccumulator;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;

/** Makes a response's bytes: size, header, body. */
final class ResponseEncoder {

  private ResponseEncoder() {}

  /**
   * The frame, as one message to the channel: a buffer, or a {@link GatheredFrame} whose record
   * bytes are not copied.
   */
  static ReferenceCounted encode(
      Channel channel, RequestHeader request, AbstractResponse response) {
    ResponseHeader header = request.toResponseHeader();
    ApiMessage body = response.data();
    short version = bodyVersion(request);
    ObjectSerializationCache cache = new ObjectSerializationCache();
    MessageSizeAccumulator size = new MessageSizeAccumulator();
    header.data().addSize(size, cache, header.headerVersion());
    body.addSize(size, cache, version);
    int length = Integer.BYTES + size.sizeExcludingZeroCopy();
    ByteBuf fields = channel.alloc().directBuffer(length, length);
    boolean whole = false;
    try {
      BufferWritable out = new BufferWritable(fields);
      out.writeInt(size.totalSize());
      header.data().write(out, cache, header.headerVersion());
      body.write(out, cache, version);
      List<ByteBuffer> parts = out.finish();
      whole = true;
      return parts.size() == 1 ? fields : new GatheredFrame(channel, fields, parts);
    } finally {
      if (!whole) {
        fields.release();
      }
    }
  }

  /** An ApiVersions request of an unknown version is answered in version 0. */
  private static short bodyVersion(RequestHeader request) {
    return request.isApiVersionSupported() ? request.apiVersion() : 0;
  }
}
