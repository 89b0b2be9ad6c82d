package io.diglot.benchmarks.broker;

import java.util.List;
import java.util.Map;

/**
 * A process of a broker.
 *
 * @param name names its log
 * @param command the command with its arguments
 * @param environment what its environment has besides
 * @param ready whether it serves
 */
record ServerCommand(
    String name, List<String> command, Map<String, String> environment, Probe ready) {}
