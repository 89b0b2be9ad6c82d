package io.diglot.benchmarks.load;

/**
 * A topic of a run.
 *
 * @param name its name
 * @param queues how many queues it has
 */
record Topic(String name, int queues) {}
