package io.diglot.kafka.transport;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.RequestHeader;

/** Reads requests with Kafka's own classes. */
final class RequestParser {

  private RequestParser() {}

  /**
   * Reads a frame (without its size) up to the body.
   *
   * @throws MalformedRequestException if it is no header of a known API
   */
  static RequestHeader header(ByteBuffer frame) throws MalformedRequestException {
    try {
      return RequestHeader.parse(frame);
    } catch (RuntimeException e) {
      throw new MalformedRequestException("request header", e);
    }
  }

  /**
   * Reads the body behind the header. ApiVersions of an unknown version is read as one that says
   * so.
   *
   * @throws MalformedRequestException if the bytes are not what the header promises, or go on after
   *     it
   */
  static AbstractRequest body(RequestHeader header, ByteBuffer frame)
      throws MalformedRequestException {
    if (header.apiKey() == ApiKeys.API_VERSIONS && !header.isApiVersionSupported()) {
      return new ApiVersionsRequest(new ApiVersionsRequestData(), (short) 0, header.apiVersion());
    }
    try {
      return AbstractRequest.parseRequest(
              header.apiKey(), header.apiVersion(), new ByteBufferAccessor(frame))
          .request;
    } catch (RuntimeException e) {
      throw new MalformedRequestException(header.apiKey() + " v" + header.apiVersion(), e);
    }
  }

  /** Bytes that are not what they should be; ends the connection that they came in on. */
  static final class MalformedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedRequestException(String what, Throwable cause) {
      super("malformed " + what + ": " + cause.getMessage(), cause);
    }
  }
}
