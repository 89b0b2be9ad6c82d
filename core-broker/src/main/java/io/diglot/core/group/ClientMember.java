package io.diglot.core.group;

/**
 * A member of a group whose members divide the queues among themselves (RocketMQ).
 *
 * @param clientId RocketMQ's client id
 * @param connection the protocol module's own number for the connection the member was last heard
 *     on
 * @param lastHeartbeat milliseconds on a clock that nobody sets
 */
public record ClientMember(String clientId, long connection, long lastHeartbeat) {}
