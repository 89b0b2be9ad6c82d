package io.diglot.benchmarks.load;

import io.diglot.benchmarks.broker.StartFailure;
import io.diglot.benchmarks.report.Sample;
import java.io.IOException;

/** What is done to a broker while it is watched. */
public interface Load {
  /** Does it once, on a topic of its own. */
  Sample run(Rig rig) throws LoadFailure, StartFailure, IOException, InterruptedException;
}
