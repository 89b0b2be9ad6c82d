package io.diglot.benchmarks.broker;

/**
 * Where clients find a broker.
 *
 * @param kafka bootstrap server, or empty
 * @param nameserver RocketMQ's name server, or empty
 */
public record Endpoints(String kafka, String nameserver) {}
