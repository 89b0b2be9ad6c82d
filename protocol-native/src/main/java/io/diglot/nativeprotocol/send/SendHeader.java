package io.diglot.nativeprotocol.send;

import io.diglot.remoting.Command;
import io.diglot.remoting.Fields;
import io.diglot.remoting.RequestCode;
import java.util.OptionalInt;

/**
 * What a producer says beside the body, in either form.
 *
 * @param producerGroup who sends
 * @param topic where to
 * @param template the topic to create it after if it is missing
 * @param templateQueues queues to create it with at most
 * @param queueId the queue, or -1 for any
 * @param sysFlag see {@link io.diglot.nativeprotocol.message.SysFlag}
 * @param bornTimestamp milliseconds since the epoch
 * @param flag the producer's own flag
 * @param properties property text
 * @param reconsumeTimes of a consumer that sends a message to its retry topic
 * @param unit whether the producer is in a unit
 * @param maxReconsumeTimes the consumer's own limit
 * @param batch whether the body holds several messages
 */
record SendHeader(
    String producerGroup,
    String topic,
    String template,
    int templateQueues,
    int queueId,
    int sysFlag,
    long bornTimestamp,
    int flag,
    String properties,
    int reconsumeTimes,
    boolean unit,
    OptionalInt maxReconsumeTimes,
    boolean batch) {

  static SendHeader of(Command request) {
    Fields fields = request.fields();
    return request.code() == RequestCode.SEND_MESSAGE
        ? ofLongNames(fields)
        : ofLetters(fields, request.code());
  }

  private static SendHeader ofLongNames(Fields fields) {
    return new SendHeader(
        fields.text("producerGroup"),
        fields.text("topic"),
        fields.text("defaultTopic"),
        fields.int32("defaultTopicQueueNums"),
        fields.int32("queueId"),
        fields.int32("sysFlag"),
        fields.int64("bornTimestamp"),
        fields.int32("flag"),
        fields.text("properties", ""),
        fields.int32("reconsumeTimes", 0),
        fields.bool("unitMode", false),
        optional(fields, "maxReconsumeTimes"),
        fields.bool("batch", false));
  }

  private static SendHeader ofLetters(Fields fields, int code) {
    return new SendHeader(
        fields.text("a"),
        fields.text("b"),
        fields.text("c"),
        fields.int32("d"),
        fields.int32("e"),
        fields.int32("f"),
        fields.int64("g"),
        fields.int32("h"),
        fields.text("i", ""),
        fields.int32("j", 0),
        fields.bool("k", false),
        optional(fields, "l"),
        code == RequestCode.SEND_BATCH_MESSAGE || fields.bool("m", false));
  }

  private static OptionalInt optional(Fields fields, String name) {
    return fields.text(name, "").isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(fields.int32(name));
  }
}
