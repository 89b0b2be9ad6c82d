package io.diglot.core.group;

/**
 * One way of dividing the work that a member knows, the preferred one first (Kafka: an assignor).
 *
 * @param name name of the protocol
 * @param metadata what the leader is told of the member under this protocol
 */
public record MemberProtocol(String name, Blob metadata) {}
