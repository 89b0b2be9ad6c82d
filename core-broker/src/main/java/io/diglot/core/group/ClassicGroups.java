package io.diglot.core.group;

/**
 * Groups whose members the broker coordinates: Kafka's classic group protocol. Its owner fills this
 * in.
 */
public interface ClassicGroups {}
