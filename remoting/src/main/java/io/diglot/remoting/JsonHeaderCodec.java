package io.diglot.remoting;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header in the encoding {@code JSON}: an object whose names come in alphabetical order, as
 * RocketMQ's own serializer writes them. Reading takes the names in any order, and skips those that
 * it does not know.
 */
final class JsonHeaderCodec {
  /** Room for the header of any usual answer. */
  private static final int USUAL_CHARACTERS = 400;

  /** Room for the fields of any usual request. */
  private static final int USUAL_FIELDS = 32;

  private JsonHeaderCodec() {}

  static void encode(CommandHeader header, ByteBuf out) {
    StringBuilder json = new StringBuilder(USUAL_CHARACTERS);
    json.append("{\"code\":").append(header.code());
    if (!header.fields().isEmpty()) {
      json.append(",\"extFields\":");
      appendFields(header.fields(), json);
    }
    json.append(",\"flag\":").append(header.flag());
    json.append(",\"language\":\"").append(header.language().name());
    json.append("\",\"opaque\":").append(header.opaque());
    if (!header.remark().isEmpty()) {
      json.append(",\"remark\":");
      appendText(header.remark(), json);
    }
    json.append(",\"serializeTypeCurrentRPC\":\"").append(header.encoding().name());
    json.append("\",\"version\":").append(header.version()).append('}');
    out.writeBytes(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void appendFields(Map<String, String> fields, StringBuilder json) {
    int start = json.length();
    fields.forEach(
        (name, value) -> {
          json.append(',');
          appendText(name, json);
          json.append(':');
          appendText(value, json);
        });
    json.setCharAt(start, '{');
    json.append('}');
  }

  private static void appendText(String text, StringBuilder json) {
    json.append('"');
    int plain = plainCharacters(text);
    if (plain == text.length()) {
      json.append(text);
    } else {
      json.append(text, 0, plain);
      for (int i = plain; i < text.length(); i++) {
        appendCharacter(text.charAt(i), json);
      }
    }
    json.append('"');
  }

  private static int plainCharacters(String text) {
    int plain = 0;
    while (plain < text.length() && !isEscaped(text.charAt(plain))) {
      plain++;
    }
    return plain;
  }

  private static boolean isEscaped(char c) {
    return c < ' ' || c == '"' || c == '\\';
  }

  private static void appendCharacter(char c, StringBuilder json) {
    if (c < ' ') {
      json.append("\\u00").append(c < 0x10 ? '0' : '1').append(Character.forDigit(c & 0xF, 16));
    } else if (isEscaped(c)) {
      json.append('\\').append(c);
    } else {
      json.append(c);
    }
  }

  static CommandHeader decode(ByteBuf in) {
    JsonReader json = new JsonReader(ByteBufUtil.getBytes(in));
    Draft draft = new Draft();
    json.object(name -> draft.read(name, json));
    json.end();
    return draft.header();
  }

  /** What has been read so far; what is absent keeps the default that RocketMQ gives it. */
  private static final class Draft {
    private int code;
    private LanguageCode language = LanguageCode.JAVA;
    private int version;
    private int opaque;
    private int flag;
    private String remark = "";
    private final Map<String, String> fields = new LinkedHashMap<>(USUAL_FIELDS);

    private void read(String name, JsonReader json) {
      switch (name) {
        case "code" -> code = json.int32();
        case "language" -> language = language(json);
        case "version" -> version = json.int32();
        case "opaque" -> opaque = json.int32();
        case "flag" -> flag = json.int32();
        case "remark" -> remark = text(json);
        case "extFields" -> readFields(json);
        default -> json.skip();
      }
    }

    private void readFields(JsonReader json) {
      if (!json.isNull()) {
        json.object(name -> readField(name, json.scalar()));
      }
    }

    private void readField(String name, @Nullable String value) {
      if (value != null) {
        fields.put(name, value);
      }
    }

    /** Early clients in other languages name their language by its number. */
    private static LanguageCode language(JsonReader json) {
      return json.isNumber()
          ? LanguageCode.ofWireCode(json.int32())
          : LanguageCode.ofName(text(json));
    }

    private static String text(JsonReader json) {
      String text = json.scalar();
      return text == null ? "" : text;
    }

    private CommandHeader header() {
      return new CommandHeader(
          code, language, version, opaque, flag, remark, fields, HeaderEncoding.JSON);
    }
  }
}
