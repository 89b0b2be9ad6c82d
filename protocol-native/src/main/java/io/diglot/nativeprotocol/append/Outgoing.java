package io.diglot.nativeprotocol.append;

import io.diglot.core.model.Topic;
import io.diglot.nativeprotocol.message.StoredHost;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * A message on its way into a queue.
 *
 * @param topic where it goes
 * @param queueId a queue of that topic
 * @param flag the producer's own flag
 * @param sysFlag see {@link io.diglot.nativeprotocol.message.SysFlag}
 * @param bornTimestamp milliseconds since the epoch
 * @param bornHost who sent it
 * @param reconsumeTimes how often a consumer failed on it
 * @param body as sent, perhaps compressed
 * @param properties its properties; the appender changes them
 */
public record Outgoing(
    Topic topic,
    int queueId,
    int flag,
    int sysFlag,
    long bornTimestamp,
    StoredHost bornHost,
    int reconsumeTimes,
    ByteBuffer body,
    Map<String, String> properties) {}
