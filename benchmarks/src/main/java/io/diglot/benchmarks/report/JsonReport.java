package io.diglot.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.benchmarks.broker.Contestant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The file that machines read: every sample, every row of the table, every failure. */
public final class JsonReport {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  /** Writes it. */
  public static void write(
      Path file, Map<String, String> about, Results results, List<Comparison> comparisons)
      throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    ObjectNode description = root.putObject("about");
    about.forEach(description::put);
    ArrayNode samples = root.putArray("samples");
    for (String name : results.cases()) {
      for (Contestant contestant : results.contestants(name)) {
        results.samples(name, contestant).forEach(one -> sample(samples, name, contestant, one));
      }
    }
    ArrayNode rows = root.putArray("comparisons");
    comparisons.forEach(comparison -> row(rows.addObject(), comparison));
    Tally tally = Tally.of(comparisons);
    root.putObject("goals")
        .put("met", tally.met())
        .put("unmet", tally.unmet())
        .put("clientBound", tally.clientBound())
        .put("storeBound", tally.storeBound());
    ArrayNode failures = root.putArray("failures");
    for (Results.Failure failure : results.failures()) {
      failures
          .addObject()
          .put("where", failure.where())
          .put("broker", failure.contestant().title())
          .put("message", failure.message());
    }
    MAPPER.writeValue(file.toFile(), root);
  }

  private static void sample(ArrayNode samples, String name, Contestant contestant, Sample sample) {
    ObjectNode node = samples.addObject().put("case", name).put("broker", contestant.title());
    ObjectNode figures = node.putObject("figures");
    for (Metric metric : Metric.values()) {
      Double value = sample.figures().get(metric);
      if (value != null) {
        figures.put(metric.title(), value);
      }
    }
  }

  private static void row(ObjectNode row, Comparison comparison) {
    row.put("case", comparison.caseName()).put("figure", comparison.metric().title());
    row.put("broker", comparison.subject());
    summary(row.putObject("value"), comparison.figure());
    row.put("against", comparison.against());
    summary(row.putObject("baseline"), comparison.baseline());
    row.put("ratio", comparison.ratio());
    comparison.goal().ifPresent(goal -> row.put("goal", goal.text()));
    comparison.nullRatio().ifPresent(ratio -> row.put("nullBrokerRatio", ratio));
    comparison.storingRatio().ifPresent(ratio -> row.put("storingBrokerRatio", ratio));
    comparison.verdict().ifPresent(verdict -> row.put("verdict", verdict.name()));
  }

  private static void summary(ObjectNode node, Summary summary) {
    node.put("median", summary.median()).put("min", summary.min()).put("max", summary.max());
    node.put("count", summary.count());
  }
}
