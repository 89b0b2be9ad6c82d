package io.diglot.remoting;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a handler answers. It is built step by step by one thread, and then handed over once: the
 * transport owns the body from then on and releases it, whether it could be sent or not.
 */
public final class Response {
  private final int code;
  private final String remark;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final List<ByteBuf> body = new ArrayList<>();

  private Response(int code, String remark) {
    this.code = code;
    this.remark = remark;
  }

  /** Success. */
  public static Response ok() {
    return new Response(ResponseCode.SUCCESS, "");
  }

  /** An outcome with a text for people; RocketMQ's tools show it. */
  public static Response of(int code, String remark) {
    return new Response(code, remark);
  }

  /** Hands on what another peer answered, body and all; takes over the command. */
  public static Response relayed(Command answer) {
    Response response = new Response(answer.code(), answer.remark());
    response.fields.putAll(answer.header().fields());
    response.body.addAll(answer.retainedParts());
    answer.release();
    return response;
  }

  /** Adds a header field. */
  public Response field(String name, String value) {
    fields.put(name, value);
    return this;
  }

  /** Adds a header field. */
  public Response field(String name, long value) {
    return field(name, Long.toString(value));
  }

  /** Adds a header field. */
  public Response field(String name, boolean value) {
    return field(name, Boolean.toString(value));
  }

  /**
   * Appends a buffer to the body and takes it over; the buffers go out one after the other,
   * uncopied.
   */
  public Response body(ByteBuf part) {
    body.add(part);
    return this;
  }

  /** The code. */
  public int code() {
    return code;
  }

  /** The text for people, empty when there is none. */
  public String remark() {
    return remark;
  }

  /** The header fields. */
  public Map<String, String> fields() {
    return Map.copyOf(fields);
  }

  /** The body's buffers, still owned by this response. */
  public List<ByteBuf> body() {
    return List.copyOf(body);
  }

  /** Frees the body of a response that will not be handed over. */
  public void release() {
    body.forEach(ByteBuf::release);
    body.clear();
  }

  /** The response on the wire; the command is the body's owner from now on. */
  Command answering(CommandHeader request) {
    return new Command(request.answer(code, remark, fields), body);
  }
}
