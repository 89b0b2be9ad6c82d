package io.diglot.core.group;

/**
 * A member's share of the work, in a form that only members understand.
 *
 * @param protocolType the group's protocol type
 * @param protocol the chosen protocol
 * @param share the member's share
 */
public record Assignment(String protocolType, String protocol, Blob share) {}
