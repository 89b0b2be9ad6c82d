package io.diglot.kafka.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
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

  /** The frame in parts that are to be written one after the other; record bytes are not copied. */
  static List<ByteBuf> encode(
      ByteBufAllocator allocator, RequestHeader request, AbstractResponse response) {
    ResponseHeader header = request.toResponseHeader();
    ApiMessage body = response.data();
    short version = bodyVersion(request);
    ObjectSerializationCache cache = new ObjectSerializationCache();
    MessageSizeAccumulator size = new MessageSizeAccumulator();
    header.data().addSize(size, cache, header.headerVersion());
    body.addSize(size, cache, version);
    ByteBuf fields = allocator.directBuffer(Integer.BYTES + size.sizeExcludingZeroCopy());
    BufferWritable out = new BufferWritable(fields);
    boolean whole = false;
    try {
      out.writeInt(size.totalSize());
      header.data().write(out, cache, header.headerVersion());
      body.write(out, cache, version);
      whole = true;
      return out.finish();
    } finally {
      if (!whole) {
        out.discard();
      }
      fields.release();
    }
  }

  /** An ApiVersions request of an unknown version is answered in version 0. */
  private static short bodyVersion(RequestHeader request) {
    return request.isApiVersionSupported() ? request.apiVersion() : 0;
  }
}
