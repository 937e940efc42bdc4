package io.coinpanel.benchmarks.plot;

import io.coinpanel.benchmarks.report.Figure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A plot of the figures there are. */
final class PlotRenderer {

  private static final int DOTS_PER_INCH = 144;
  private static final double MILLION = 1e6;

  private final Plot plot;
  private final XYChart chart;
  private int longest;

  PlotRenderer(Plot plot, List<Figure> figures) {
    this.plot = plot;
    this.chart =
        new XYChartBuilder()
            .width(800)
            .height(450)
            .title(plot.title())
            .xAxisTitle(plot.across())
            .yAxisTitle(plot.up())
            .build();
    style(chart.getStyler());
    plot.lines().forEach(line -> draw(line, figures));
  }

  private void style(XYStyler style) {
    boolean logarithmic = plot.scale() == Plot.Scale.LOGARITHMIC;
    style
        .setXAxisLogarithmic(logarithmic)
        .setYAxisLogarithmic(logarithmic)
        .setXAxisTickLabelsFormattingFunction(PlotRenderer::plain)
        .setYAxisTickLabelsFormattingFunction(PlotRenderer::plain);
    if (!logarithmic) {
      style.setXAxisMin(0.0).setYAxisMin(0.0);
    }
    style
        .setLegendPosition(LegendPosition.OutsideE)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false);
  }

  private static String plain(double value) {
    if (value >= MILLION) {
      return String.format(Locale.ROOT, "%,.0fM", value / MILLION);
    }
    return value >= 1 || value == 0
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2g", value);
  }

  private void draw(Plot.Line line, List<Figure> figures) {
    List<Figure> points =
        figures.stream()
            .filter(figure -> figure.name().equals(line.figure()) && figure.size() != null)
            .sorted(Comparator.comparingLong(PlotRenderer::size))
            .toList();
    longest = Math.max(longest, points.size());
    if (points.isEmpty()) {
      return;
    }
    double[] sizes = points.stream().mapToDouble(PlotRenderer::size).toArray();
    double[] values = points.stream().mapToDouble(Figure::value).toArray();
    XYSeries series = chart.addSeries(line.label(), sizes, values);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setLineStyle(new BasicStroke(2));
  }

  private static long size(Figure figure) {
    return Objects.requireNonNull(figure.size());
  }

  /** Whether there is something to see: a line of at least two points. */
  boolean isWorthwhile() {
    return longest > 1;
  }

  /** Writes it as PNG into a directory and returns its path. */
  Path save(Path directory) throws IOException {
    Path file = directory.resolve(plot.file() + ".png");
    BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, DOTS_PER_INCH);
    return file;
  }
}
