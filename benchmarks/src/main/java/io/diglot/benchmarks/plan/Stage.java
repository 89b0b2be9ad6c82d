package io.diglot.benchmarks.plan;

import io.diglot.benchmarks.broker.Contestant;
import io.diglot.benchmarks.broker.Durability;
import io.diglot.benchmarks.load.Load;
import java.util.List;

/**
 * Cases that run on one start of a broker: in each round each contestant gets a fresh one, runs
 * them all, and is gone before the next contestant starts.
 *
 * @param name names it
 * @param contestants who takes part, in their order in a round
 * @param heapMebibytes the Java heap of each
 * @param durability what an acknowledgement promises
 * @param warmUp what is run first and not counted
 */
record Stage(
    String name,
    List<Contestant> contestants,
    int heapMebibytes,
    Durability durability,
    List<Load> warmUp) {}
