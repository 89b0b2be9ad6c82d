package io.diglot.nameserver.machine;

/**
 * One broker process.
 *
 * @param cluster its cluster
 * @param address where clients dial it, {@code host:port}
 */
public record BrokerAddress(String cluster, String address) {}
