package io.coinpanel.cli.backtest;

import io.coinpanel.backtest.Firing;
import io.coinpanel.model.Condition;
import io.coinpanel.model.Direction;
import io.coinpanel.model.Price;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A backtest as an SVG: the price, levels, and a mark for each notification. */
final class Plot {

  private static final int WIDTH = 1_000;
  private static final int HEIGHT = 480;
  private static final int LEFT = 90;
  private static final int RIGHT = 20;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final int TICKS = 5;
  private static final double MARGIN = 0.05;

  private static final String STYLE =
      """
      <style>
        svg { background: #fff; color: #222; font: 13px system-ui, sans-serif; }
        text { fill: currentColor; }
        .grid { stroke: currentColor; opacity: .15; }
        .price { fill: none; stroke: #2563eb; stroke-width: 1.2; }
        .level { stroke: #a16207; stroke-dasharray: 6 4; }
        .up { fill: #15803d; } .down { fill: #b91c1c; } .other { fill: #7e22ce; }
        .second { stroke: currentColor; stroke-width: 1.5; }
        @media (prefers-color-scheme: dark) {
          svg { background: #111827; color: #e5e7eb; }
          .price { stroke: #60a5fa; } .level { stroke: #facc15; }
          .up { fill: #4ade80; } .down { fill: #f87171; } .other { fill: #c084fc; }
        }
      </style>
      """;

  private final List<PriceLine.Piece> pieces;
  private final List<Tried> tried;
  private final StringBuilder text = new StringBuilder();
  private final Formatter svg = new Formatter(text, Locale.ROOT);
  private final long begin;
  private final long end;
  private final double low;
  private final double high;

  private Plot(List<PriceLine.Piece> pieces, List<Tried> tried) {
    this.pieces = pieces;
    this.tried = tried;
    begin = pieces.isEmpty() ? 0 : pieces.getFirst().time();
    end = pieces.isEmpty() ? 1 : Math.max(begin + 1, pieces.getLast().time());
    long lowest = pieces.stream().mapToLong(PriceLine.Piece::low).min().orElse(0);
    long highest = pieces.stream().mapToLong(PriceLine.Piece::high).max().orElse(Price.ONE);
    double margin = Math.max(1, ((double) highest - lowest) * MARGIN);
    low = Math.max(0, lowest - margin);
    high = highest + margin;
  }

  /** The SVG of what was tried, one or two, on a price. */
  static String svg(PriceLine price, List<Tried> tried) {
    return new Plot(price.pieces(), tried).svg();
  }

  private String svg() {
    svg.format(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">
        <title>%s</title>
        """,
        WIDTH, HEIGHT, escape(title()));
    text.append(STYLE);
    svg.format("<text x=\"%d\" y=\"24\">%s</text>%n", LEFT, escape(title()));
    priceTicks();
    timeTicks();
    for (Tried one : tried) {
      levels(one.terms().condition()).forEach(this::level);
    }
    priceLine();
    for (int i = 0; i < tried.size(); i++) {
      marks(tried.get(i), i > 0);
    }
    return text.append("</svg>\n").toString();
  }

  private String title() {
    List<String> parts = new ArrayList<>();
    for (Tried one : tried) {
      parts.add(one.name() + ", " + one.firings().size() + " notifications");
    }
    String symbol = tried.getFirst().terms().symbol().toUpperCase(Locale.ROOT);
    return symbol + " " + String.join("; outlined: ", parts);
  }

  // -- axes

  private void priceTicks() {
    for (int i = 0; i <= TICKS; i++) {
      double price = low + (high - low) * i / TICKS;
      double y = y(price);
      svg.format(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
          LEFT, WIDTH - RIGHT, y, y);
      svg.format(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
          LEFT - 8, y + 4, label(price));
    }
  }

  /** Short, with enough digits to distinguish neighbouring ticks. */
  private String label(double units) {
    double step = (high - low) / TICKS / Price.ONE;
    int decimals = (int) Math.clamp(Math.ceil(1 - Math.log10(step)), 0, Price.SCALE);
    return String.format(Locale.ROOT, "%." + decimals + "f", units / Price.ONE);
  }

  private void timeTicks() {
    boolean isLong = Duration.ofMillis(end - begin).compareTo(Duration.ofDays(2)) > 0;
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(isLong ? "MMM d" : "MMM d HH:mm:ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    for (int i = 0; i <= TICKS; i++) {
      long time = begin + (end - begin) / TICKS * i;
      svg.format(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
          x(time) - (i == TICKS ? 40 : 0),
          HEIGHT - BOTTOM + 20,
          format.format(Instant.ofEpochMilli(time)));
    }
    svg.format(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">time (UTC)</text>%n",
        WIDTH / 2, HEIGHT - 8);
    svg.format(
        "<text x=\"14\" y=\"%d\" transform=\"rotate(-90 14 %d)\" text-anchor=\"middle\">price</text>%n",
        HEIGHT / 2, HEIGHT / 2);
  }

  // -- what is shown

  private void priceLine() {
    text.append("<path class=\"price\" d=\"");
    char step = 'M';
    for (PriceLine.Piece piece : pieces) {
      for (long price : new long[] {piece.first(), piece.low(), piece.high(), piece.last()}) {
        svg.format("%c%.1f %.1f", step, x(piece.time()), y((double) price));
        step = 'L';
      }
    }
    text.append("\"/>\n");
  }

  private static List<Price> levels(Condition condition) {
    return switch (condition) {
      case Condition.Threshold threshold -> List.of(threshold.threshold());
      case Condition.Range range -> List.of(range.lower(), range.upper());
      case Condition.Change _, Condition.AmountStep _, Condition.PercentStep _ -> List.of();
    };
  }

  private void level(Price level) {
    if (level.units() < low || level.units() > high) {
      return;
    }
    double y = y((double) level.units());
    svg.format(
        "<line class=\"level\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
        LEFT, WIDTH - RIGHT, y, y);
    svg.format(
        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n", WIDTH - RIGHT, y - 5, level);
  }

  private void marks(Tried one, boolean isOutlined) {
    for (Firing firing : one.firings()) {
      svg.format(
          "<circle class=\"%s%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"><title>%s</title></circle>%n",
          colour(firing.direction()),
          isOutlined ? " second" : "",
          x(firing.tradeTime().toEpochMilli()),
          y((double) firing.price()),
          isOutlined ? 3 : 4,
          escape(firing.tradeTime() + " " + one.message(firing)));
    }
  }

  private static String colour(@Nullable Direction direction) {
    return switch (direction) {
      case UP -> "up";
      case DOWN -> "down";
      case null -> "other";
    };
  }

  private double x(long time) {
    return LEFT + (double) (time - begin) / (end - begin) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double units) {
    return TOP + (high - units) / (high - low) * (HEIGHT - TOP - BOTTOM);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
