package io.diglot.remoting;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The header in the encoding {@code ROCKETMQ}, big-endian:
 *
 * <pre>
 * code 2 | language 1 | version 2 | opaque 4 | flag 4
 * remark length 4 | remark, UTF-8
 * fields length 4 | { key length 2 | key | value length 4 | value }*
 * </pre>
 */
final class BinaryHeaderCodec {
  private static final int FIXED_BYTES = 13;

  private BinaryHeaderCodec() {}

  static void encode(CommandHeader header, ByteBuf out) {
    out.writeShort(header.code());
    out.writeByte(header.language().wireCode());
    out.writeShort(header.version());
    out.writeInt(header.opaque());
    out.writeInt(header.flag());
    writeLongText(out, header.remark());
    int lengthAt = out.writerIndex();
    out.writeInt(0);
    for (Map.Entry<String, String> field : header.fields().entrySet()) {
      int keyLength = ByteBufUtil.utf8Bytes(field.getKey());
      if (keyLength > Short.MAX_VALUE) {
        throw new IllegalArgumentException("a field name of " + keyLength + " bytes");
      }
      out.writeShort(keyLength);
      ByteBufUtil.writeUtf8(out, field.getKey());
      writeLongText(out, field.getValue());
    }
    out.setInt(lengthAt, out.writerIndex() - lengthAt - Integer.BYTES);
  }

  static CommandHeader decode(ByteBuf in) {
    require(in, FIXED_BYTES, "the fixed part");
    int code = in.readShort();
    LanguageCode language = LanguageCode.ofWireCode(in.readByte());
    int version = in.readShort();
    int opaque = in.readInt();
    int flag = in.readInt();
    String remark = readLongText(in, "remark");
    Map<String, String> fields = readFields(in);
    return new CommandHeader(
        code, language, version, opaque, flag, remark, fields, HeaderEncoding.ROCKETMQ);
  }

  private static Map<String, String> readFields(ByteBuf in) {
    require(in, Integer.BYTES, "the length of the fields");
    int length = in.readInt();
    if (length != in.readableBytes()) {
      throw new MalformedFrameException(
          "fields of " + length + " bytes, " + in.readableBytes() + " left");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    while (in.isReadable()) {
      require(in, Short.BYTES, "the length of a field name");
      int keyLength = in.readShort();
      require(in, keyLength, "a field name");
      String key = in.readString(keyLength, StandardCharsets.UTF_8);
      fields.put(key, readLongText(in, "field value"));
    }
    return fields;
  }

  private static void writeLongText(ByteBuf out, String text) {
    out.writeInt(ByteBufUtil.utf8Bytes(text));
    ByteBufUtil.writeUtf8(out, text);
  }

  private static String readLongText(ByteBuf in, String what) {
    require(in, Integer.BYTES, what);
    int length = in.readInt();
    require(in, length, what);
    return in.readString(length, StandardCharsets.UTF_8);
  }

  private static void require(ByteBuf in, int bytes, String what) {
    if (bytes < 0 || bytes > in.readableBytes()) {
      throw new MalformedFrameException(
          what + " needs " + bytes + " bytes, the header has " + in.readableBytes() + " left");
    }
  }
}
