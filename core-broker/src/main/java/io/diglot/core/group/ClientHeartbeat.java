package io.diglot.core.group;

import java.util.Map;
import java.util.Optional;

/**
 * One consumer group's part of a RocketMQ heartbeat (request code 34).
 *
 * @param group the group
 * @param clientId RocketMQ's client id
 * @param connection the protocol module's own number for the connection
 * @param push whether it is a push consumer (consumeType CONSUME_PASSIVELY)
 * @param broadcast whether every member gets everything (messageModel BROADCASTING)
 * @param consumeFromWhere the client's word, kept for {@code mqadmin consumerConnection}
 * @param subscriptions by topic; empty for a version 2 heartbeat that leaves them out: the known
 *     ones stay
 */
public record ClientHeartbeat(
    String group,
    String clientId,
    long connection,
    boolean push,
    boolean broadcast,
    String consumeFromWhere,
    Optional<Map<String, Subscription>> subscriptions) {}
