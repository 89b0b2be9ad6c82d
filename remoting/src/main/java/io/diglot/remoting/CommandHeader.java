package io.diglot.remoting;

import java.util.Collections;
import java.util.Map;

/**
 * The header of one frame.
 *
 * @param code a request's {@link RequestCode}, or a response's {@link ResponseCode}
 * @param language what the sender is written in
 * @param version the sender's {@link ProtocolVersion}
 * @param opaque ties a response to its request; unique among the open requests of one direction of
 *     one connection
 * @param flag bit 0: this is a response; bit 1: no response is wanted
 * @param remark a human-readable text, empty when there is none
 * @param fields the extension fields, in the order in which they travel; unmodifiable
 * @param encoding how this header is or was written
 */
public record CommandHeader(
    int code,
    LanguageCode language,
    int version,
    int opaque,
    int flag,
    String remark,
    Map<String, String> fields,
    HeaderEncoding encoding) {

  private static final int RESPONSE = 1;
  private static final int ONE_WAY = 1 << 1;

  /** Takes the fields over: whoever made the map changes it no more. */
  public CommandHeader {
    fields = Collections.unmodifiableMap(fields);
  }

  /** Whether this answers a request. */
  public boolean isResponse() {
    return (flag & RESPONSE) != 0;
  }

  /** Whether the sender wants no response. */
  public boolean isOneWay() {
    return (flag & ONE_WAY) != 0;
  }

  /** The header of a request that this program makes; the connection gives it its opaque. */
  static CommandHeader request(int code, Map<String, String> fields, HeaderEncoding encoding) {
    return new CommandHeader(
        code, LanguageCode.JAVA, ProtocolVersion.CURRENT, 0, 0, "", fields, encoding);
  }

  /** The header of a response to this request: same opaque, same encoding. */
  CommandHeader answer(
      int responseCode, String responseRemark, Map<String, String> responseFields) {
    return new CommandHeader(
        responseCode,
        LanguageCode.JAVA,
        ProtocolVersion.CURRENT,
        opaque,
        RESPONSE,
        responseRemark,
        responseFields,
        encoding);
  }

  /** This request as it goes out. */
  CommandHeader sentAs(int newOpaque, boolean oneWay) {
    return new CommandHeader(
        code,
        language,
        version,
        newOpaque,
        oneWay ? flag | ONE_WAY : flag,
        remark,
        fields,
        encoding);
  }
}
