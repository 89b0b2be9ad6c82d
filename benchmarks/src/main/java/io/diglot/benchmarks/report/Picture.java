package io.diglot.benchmarks.report;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A picture of the ratios: one chart for each figure that a goal speaks of, a bar for each case.
 */
public final class Picture {
  private static final int WIDTH = 1_800;
  private static final int HEIGHT = 520;
  private static final int LABEL_DEGREES = 60;
  private static final int LABEL_SIZE = 11;

  private Picture() {}

  /** Writes it as PNG, or nothing when there is nothing to show. */
  public static void write(Path file, List<Comparison> comparisons) throws IOException {
    List<CategoryChart> charts = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      List<Comparison> rows = comparisons.stream().filter(shown(metric)).toList();
      if (!rows.isEmpty()) {
        charts.add(chart(metric, rows));
      }
    }
    if (!charts.isEmpty()) {
      BitmapEncoder.saveBitmap(
          charts, charts.size(), 1, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }
  }

  private static Predicate<Comparison> shown(Metric metric) {
    return comparison ->
        comparison.metric() == metric
            && comparison.goal().isPresent()
            && Double.isFinite(comparison.ratio());
  }

  private static CategoryChart chart(Metric metric, List<Comparison> rows) {
    String better = metric.greaterIsBetter() ? "more is better" : "less is better";
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(metric.title() + ": Diglot's median / the other's (" + better + ")")
            .build();
    List<String> names = rows.stream().map(row -> row.caseName() + " : " + row.against()).toList();
    chart.addSeries("ratio", names, rows.stream().map(Comparison::ratio).toList());
    chart.addSeries("goal", names, rows.stream().map(Picture::bound).toList());
    if (rows.stream().anyMatch(row -> row.nullRatio().isPresent())) {
      markNullBroker(chart, names, rows);
    }
    Styler styler = chart.getStyler();
    styler.setSeriesColors(
        new Color[] {new Color(0x2b6cb0), new Color(0xcbd5e0), new Color(0xc05621)});
    styler.setLegendPosition(Styler.LegendPosition.InsideNE);
    chart.getStyler().setXAxisLabelRotation(LABEL_DEGREES);
    chart.getStyler().setXAxisMaxLabelCount(Math.max(2, rows.size()));
    chart.getStyler().setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, LABEL_SIZE));
    return chart;
  }

  /** A mark in each column: so far would a broker come that does nothing. */
  private static void markNullBroker(
      CategoryChart chart, List<String> names, List<Comparison> rows) {
    List<Double> ratios = rows.stream().map(row -> row.nullRatio().orElse(Double.NaN)).toList();
    chart
        .addSeries("null broker", names, ratios)
        .setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter)
        .setMarker(SeriesMarkers.DIAMOND);
  }

  private static double bound(Comparison row) {
    return row.goal().map(Goal::bound).orElse(1.0);
  }
}
