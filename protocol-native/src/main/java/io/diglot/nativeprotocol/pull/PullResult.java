package io.diglot.nativeprotocol.pull;

import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import io.diglot.store.QueueEnds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What a pull found.
 *
 * @param status RocketMQ's name for it, which is the answer's remark
 * @param next the offset to go on from
 * @param ends the queue's ends
 * @param body the messages; owned by this result until it is an answer
 */
record PullResult(Status status, long next, QueueEnds ends, ByteBuf body) {
  /** RocketMQ's states of a pull. */
  enum Status {
    FOUND(ResponseCode.SUCCESS),
    NO_MATCHED_MESSAGE(ResponseCode.PULL_RETRY_IMMEDIATELY),
    NO_MESSAGE_IN_QUEUE(ResponseCode.PULL_NOT_FOUND),
    NO_MATCHED_LOGIC_QUEUE(ResponseCode.PULL_OFFSET_MOVED),
    OFFSET_OVERFLOW_ONE(ResponseCode.PULL_NOT_FOUND),
    OFFSET_OVERFLOW_BADLY(ResponseCode.PULL_OFFSET_MOVED),
    OFFSET_TOO_SMALL(ResponseCode.PULL_OFFSET_MOVED);

    private final int code;

    Status(int code) {
      this.code = code;
    }
  }

  static PullResult nothing(Status status, long next, QueueEnds ends) {
    return new PullResult(status, next, ends, Unpooled.EMPTY_BUFFER);
  }

  /** Whether waiting may help. */
  boolean mayComeLater() {
    return status.code == ResponseCode.PULL_NOT_FOUND;
  }

  Response answer(int topicSysFlag, int groupSysFlag) {
    return Response.of(status.code, status.name())
        .field("suggestWhichBrokerId", 0)
        .field("nextBeginOffset", next)
        .field("minOffset", ends.start())
        .field("maxOffset", ends.end())
        .field("topicSysFlag", topicSysFlag)
        .field("groupSysFlag", groupSysFlag)
        .body(body);
  }
}
