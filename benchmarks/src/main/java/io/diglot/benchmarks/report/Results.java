package io.diglot.benchmarks.report;

import io.diglot.benchmarks.broker.Contestant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All samples of a session, and all that did not work. Not thread-safe. */
public final class Results {
  private final Map<String, Map<Contestant, List<Sample>>> samples = new LinkedHashMap<>();
  private final List<Failure> failures = new ArrayList<>();

  /**
   * What did not work.
   *
   * @param where the case or the stage
   * @param contestant whose broker
   * @param message why
   */
  public record Failure(String where, Contestant contestant, String message) {}

  /** Adds what a run showed. */
  public void add(String caseName, Contestant contestant, Sample sample) {
    samples
        .computeIfAbsent(caseName, name -> new EnumMap<>(Contestant.class))
        .computeIfAbsent(contestant, key -> new ArrayList<>())
        .add(sample);
  }

  /** Adds a failure. */
  public void fail(Failure failure) {
    failures.add(failure);
  }

  /** The failures, in order. */
  public List<Failure> failures() {
    return List.copyOf(failures);
  }

  /** The cases with samples, in order. */
  public List<String> cases() {
    return List.copyOf(samples.keySet());
  }

  /** The contestants with samples in a case. */
  public List<Contestant> contestants(String caseName) {
    return List.copyOf(samples.getOrDefault(caseName, Map.of()).keySet());
  }

  /** Its samples, oldest first. */
  public List<Sample> samples(String caseName, Contestant contestant) {
    return List.copyOf(
        samples.getOrDefault(caseName, Map.of()).getOrDefault(contestant, List.of()));
  }

  /** A figure over all rounds; empty when there is none. */
  public Optional<Summary> summary(String caseName, Contestant contestant, Metric metric) {
    List<Double> values =
        samples(caseName, contestant).stream()
            .map(sample -> sample.figures().get(metric))
            .flatMap(value -> Optional.ofNullable(value).stream())
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Summary.of(values));
  }
}
