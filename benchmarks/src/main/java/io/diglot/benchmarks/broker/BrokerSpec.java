package io.diglot.benchmarks.broker;

import java.nio.file.Path;
import java.util.List;

/**
 * A broker to start.
 *
 * @param contestant whose
 * @param directory where everything goes that it writes
 * @param heapMebibytes its Java heap, least and greatest size
 * @param durability what an acknowledgement promises
 * @param diglotOptions further options of Diglot's JVM
 */
public record BrokerSpec(
    Contestant contestant,
    Path directory,
    int heapMebibytes,
    Durability durability,
    List<String> diglotOptions) {}
