package io.diglot.benchmarks.plan;

import io.diglot.benchmarks.broker.Contestant;
import io.diglot.benchmarks.load.Scale;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What of everything is run.
 *
 * @param only names of cases, or beginnings of names; without any all of them
 * @param peers the peers to compare with
 * @param rounds how often each contestant has its turn
 * @param scale how much is done in a turn
 * @param directory where brokers write
 * @param diglotOptions further options of Diglot's JVM
 */
public record Choice(
    List<String> only,
    Set<Contestant> peers,
    int rounds,
    Scale scale,
    Path directory,
    List<String> diglotOptions) {

  /** Whether there is time for the null broker: not in a quick look, unless cases are asked for. */
  boolean takesBounds() {
    return !scale.isQuick() || !only.isEmpty();
  }

  boolean takes(BenchmarkCase one) {
    if (only.isEmpty()) {
      return one.inQuickLook() || !scale.isQuick();
    }
    return only.stream().anyMatch(one.name()::startsWith);
  }
}
