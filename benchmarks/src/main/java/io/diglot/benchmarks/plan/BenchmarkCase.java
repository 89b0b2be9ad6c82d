package io.diglot.benchmarks.plan;

import io.diglot.benchmarks.load.Load;
import io.diglot.benchmarks.report.Goal;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is measured.
 *
 * @param name short, for the command line
 * @param stage where it runs
 * @param load what is done
 * @param relativeTo the case that it is compared with on the same broker too
 * @param goals what Diglot is to reach
 * @param inQuickLook whether a quick look at everything has time for it
 */
record BenchmarkCase(
    String name,
    Stage stage,
    Load load,
    Optional<String> relativeTo,
    List<Goal> goals,
    boolean inQuickLook) {

  boolean isRelativeTo(BenchmarkCase other) {
    return relativeTo.filter(other.name()::equals).isPresent();
  }

  /** The same, left out of a quick look unless it is asked for. */
  BenchmarkCase notInQuickLook() {
    return new BenchmarkCase(name, stage, load, relativeTo, goals, false);
  }
}
