package io.diglot.remoting;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The header in the encoding {@code JSON}: an object whose names come in alphabetical order, as
 * RocketMQ's own serializer writes them. Reading takes the names in any order, and skips those that
 * it does not know.
 */
final class JsonHeaderCodec {
  /** A header nests two deep; the bound is for those who send something else. */
  private static final int MAX_DEPTH = 16;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private JsonHeaderCodec() {}

  static void encode(CommandHeader header, ByteBuf out) {
    try (OutputStream stream = new ByteBufOutputStream(out);
        JsonGenerator json = JSON.createGenerator(stream)) {
      json.writeStartObject();
      json.writeNumberField("code", header.code());
      if (!header.fields().isEmpty()) {
        json.writeObjectFieldStart("extFields");
        for (Map.Entry<String, String> field : header.fields().entrySet()) {
          json.writeStringField(field.getKey(), field.getValue());
        }
        json.writeEndObject();
      }
      json.writeNumberField("flag", header.flag());
      json.writeStringField("language", header.language().name());
      json.writeNumberField("opaque", header.opaque());
      if (!header.remark().isEmpty()) {
        json.writeStringField("remark", header.remark());
      }
      json.writeStringField("serializeTypeCurrentRPC", header.encoding().name());
      json.writeNumberField("version", header.version());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory refused a header", e);
    }
  }

  static CommandHeader decode(ByteBuf in) {
    byte[] bytes = ByteBufUtil.getBytes(in);
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedFrameException("the JSON header is no object");
      }
      Draft draft = new Draft();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        draft.read(name, json);
      }
      if (json.nextToken() != null) {
        throw new MalformedFrameException("bytes after the JSON header");
      }
      return draft.header();
    } catch (IOException e) {
      throw new MalformedFrameException("the JSON header cannot be read", e);
    }
  }

  /** What has been read so far; what is absent keeps the default that RocketMQ gives it. */
  private static final class Draft {
    private int code;
    private LanguageCode language = LanguageCode.JAVA;
    private int version;
    private int opaque;
    private int flag;
    private String remark = "";
    private final Map<String, String> fields = new LinkedHashMap<>();

    private void read(String name, JsonParser json) throws IOException {
      switch (name) {
        case "code" -> code = json.getIntValue();
        case "language" -> language = language(json);
        case "version" -> version = json.getIntValue();
        case "opaque" -> opaque = json.getIntValue();
        case "flag" -> flag = json.getIntValue();
        case "remark" -> remark = json.currentToken() == JsonToken.VALUE_NULL ? "" : text(json);
        case "extFields" -> readFields(json);
        default -> json.skipChildren();
      }
    }

    private void readFields(JsonParser json) throws IOException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new MalformedFrameException("extFields is no object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        if (json.nextToken() != JsonToken.VALUE_NULL) {
          fields.put(name, text(json));
        }
      }
    }

    /** Early clients in other languages name their language by its number. */
    private static LanguageCode language(JsonParser json) throws IOException {
      return json.currentToken() == JsonToken.VALUE_NUMBER_INT
          ? LanguageCode.ofWireCode(json.getIntValue())
          : LanguageCode.ofName(text(json));
    }

    private static String text(JsonParser json) throws IOException {
      if (!json.currentToken().isScalarValue()) {
        throw new MalformedFrameException("a header field is no scalar");
      }
      return json.getText();
    }

    private CommandHeader header() {
      return new CommandHeader(
          code, language, version, opaque, flag, remark, fields, HeaderEncoding.JSON);
    }
  }
}
