package io.diglot.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table that people read, in the terminal and in a document alike. */
public final class MarkdownTable {
  private static final List<String> HEADER =
      List.of(
          "case",
          "figure",
          "broker",
          "median (min - max)",
          "against",
          "median (min - max)",
          "ratio",
          "null broker",
          "storing",
          "goal",
          "met");

  private MarkdownTable() {}

  /** The table with its columns aligned, and under it the sum and what did not work. */
  public static String of(List<Comparison> comparisons, List<Results.Failure> failures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    comparisons.forEach(comparison -> rows.add(cells(comparison)));
    StringBuilder text = new StringBuilder();
    int[] widths = widths(rows);
    for (int i = 0; i < rows.size(); i++) {
      line(text, rows.get(i), widths, ' ');
      if (i == 0) {
        line(text, HEADER.stream().map(name -> "").toList(), widths, '-');
      }
    }
    text.append('\n').append(Tally.of(comparisons).text()).append('\n');
    for (Results.Failure failure : failures) {
      text.append("\nFAILED: ")
          .append(failure.where())
          .append(" on ")
          .append(failure.contestant().title())
          .append(": ")
          .append(failure.message())
          .append('\n');
    }
    return text.toString();
  }

  private static List<String> cells(Comparison comparison) {
    Optional<Goal> goal = comparison.goal();
    return List.of(
        comparison.caseName(),
        comparison.metric().title(),
        comparison.subject(),
        text(comparison.figure()),
        comparison.against(),
        text(comparison.baseline()),
        ratio(comparison.ratio()),
        comparison.nullRatio().map(MarkdownTable::ratio).orElse(""),
        comparison.storingRatio().map(MarkdownTable::ratio).orElse(""),
        goal.map(Goal::text).orElse(""),
        comparison.verdict().map(Verdict::text).orElse(""));
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String text(Summary summary) {
    String median = number(summary.median());
    return summary.count() == 1
        ? median
        : median + " (" + number(summary.min()) + " - " + number(summary.max()) + ")";
  }

  /** Three digits that mean something, and no more. */
  static String number(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths, char fill) {
    for (int i = 0; i < widths.length; i++) {
      text.append("| ").append(cells.get(i));
      text.append(String.valueOf(fill).repeat(widths[i] - cells.get(i).length())).append(' ');
    }
    text.append("|\n");
  }
}
