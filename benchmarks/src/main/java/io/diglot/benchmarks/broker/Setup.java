package io.diglot.benchmarks.broker;

import java.util.List;

/**
 * A broker that was written down but not started.
 *
 * @param once commands to run before the first start
 * @param servers what to start, each after the one before serves
 * @param endpoints where clients will find it
 */
record Setup(List<ServerCommand> once, List<ServerCommand> servers, Endpoints endpoints) {}
